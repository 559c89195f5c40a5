import { LintError } from "../../model/lint-error.js";
import { shortId } from "./commits.js";
import type { Commit, Repository } from "./commits.js";
import { reasonGiven } from "./run-git.js";

/** A blob's object id. */
export type BlobId = string;

const LINE_FEED = 10;
const NUL = 0;

/** Files under `paths` at a commit, at any depth: path → blob. Symbolic links and submodules are left out. Throws `LintError` when git cannot read it. */
export async function filesAt({ git }: Repository, commit: Commit, paths: readonly string[]): Promise<ReadonlyMap<string, BlobId>> {
  const files = new Map<string, BlobId>();
  if (paths.length === 0) return files;
  const folders = paths.includes(".") ? [] : paths;
  const output = await git(["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...folders]);
  if (output.code !== 0) {
    throw new LintError(`git cannot list the files of ${shortId(commit)}: ${reasonGiven(output)}.`, `Run \`git fetch\`, or \`git fsck\` if that does not help.`);
  }
  for (const entry of output.stdout.toString("utf8").split("\0")) {
    // `100644 blob <id>\t<path>`
    const tab = entry.indexOf("\t");
    if (!entry.startsWith("100") || tab < 0) continue;
    files.set(entry.slice(tab + 1), entry.slice(0, tab).split(" ")[2] ?? "");
  }
  return files;
}

/** Contents of blobs, decoded as `readText` does, in one process. Throws `LintError` for one that is not here. */
export async function readBlobs({ git }: Repository, ids: ReadonlySet<BlobId>): Promise<ReadonlyMap<BlobId, string>> {
  const texts = new Map<BlobId, string>();
  if (ids.size === 0) return texts;
  const output = await git(["cat-file", "--batch"], [...ids].join("\n") + "\n");
  const { stdout } = output;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (let at = 0; at < stdout.length; ) {
    // `<id> blob <size>\n<content>\n`, or `<id> missing\n`
    const headEnd = stdout.indexOf(LINE_FEED, at);
    if (headEnd < 0) break;
    const [id = "", kind, size = "0"] = stdout.toString("latin1", at, headEnd).split(" ");
    at = headEnd + 1;
    if (kind !== "blob") continue;
    const end = at + Number(size);
    texts.set(id, decoder.decode(stdout.subarray(at, end)));
    at = end + 1;
  }
  for (const id of ids) {
    if (!texts.has(id)) throw new LintError(`git does not have the content of the object ${shortId(id)}: ${reasonGiven(output)}.`, "In a partial clone, fetch it while the remote can be reached: `git fetch --refetch`.");
  }
  return texts;
}

/** `git ... -z` output as its fields. */
export function fieldsOf(stdout: Buffer): readonly string[] {
  if (stdout.length === 0) return [];
  const end = stdout[stdout.length - 1] === NUL ? stdout.length - 1 : stdout.length;
  return stdout.toString("utf8", 0, end).split("\0");
}
