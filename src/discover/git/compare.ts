import type { Commit, Repository } from "./commits.js";
import { filesAt, readBlobs } from "./objects.js";
import type { BlobId } from "./objects.js";
import { hasBlobId, sameText } from "./same-text.js";
import type { CompareRequest, ComparedFile, FileStatus } from "./types.js";

/** The commits that a project is compared with. */
export interface Points {
  readonly tip: Commit;
  /** Undefined where git does not have it, as in shallow clones. */
  readonly mergeBase: Commit | undefined;
  readonly deployed: Commit;
}

/** See `BaseState.compare`. */
export async function compareFiles(repository: Repository, points: Points, request: CompareRequest): Promise<ReadonlyMap<string, ComparedFile>> {
  const listings = new Map<Commit, Promise<ReadonlyMap<string, BlobId>>>();
  const list = (commit: Commit): Promise<ReadonlyMap<string, BlobId>> => {
    const listing = listings.get(commit) ?? filesAt(repository, commit, request.paths);
    listings.set(commit, listing);
    return listing;
  };
  const [tip, deployed, mergeBase] = await Promise.all([
    list(points.tip),
    list(points.deployed),
    points.mergeBase === undefined ? undefined : list(points.mergeBase),
  ]);
  const trees = [tip, deployed, ...(mergeBase === undefined ? [] : [mergeBase])];
  const texts = await textsOf(repository, trees, request);

  const files = new Map<string, ComparedFile>();
  const at = (tree: ReadonlyMap<string, BlobId> | undefined, path: string): string | undefined => {
    const id = tree?.get(path);
    return id === undefined ? undefined : texts(path, id);
  };
  for (const path of pathsOf(request, trees)) {
    const found = { tip: at(tip, path), mergeBase: at(mergeBase, path), deployed: at(deployed, path) };
    const working = request.working.get(path);
    files.set(path, { status: statusOf(working, found.tip, found.mergeBase, mergeBase !== undefined), ...found });
  }
  return files;
}

function pathsOf({ working, wanted }: CompareRequest, trees: readonly ReadonlyMap<string, BlobId>[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const source of [working, ...trees]) {
    for (const path of source.keys()) if (wanted(path)) paths.add(path);
  }
  return paths;
}

/** Reads only blobs that differ from the working tree. A text equal to the working tree's comes back as the very same string. */
async function textsOf(
  repository: Repository,
  trees: readonly ReadonlyMap<string, BlobId>[],
  { working, wanted }: CompareRequest,
): Promise<(path: string, id: BlobId) => string | undefined> {
  const sameAsWorking = new Set<string>();
  const unread = new Set<BlobId>();
  const judged = new Set<string>();
  for (const tree of trees) {
    for (const [path, id] of tree) {
      const key = `${id} ${path}`;
      if (judged.has(key) || !wanted(path)) continue;
      judged.add(key);
      const text = working.get(path);
      if (text !== undefined && hasBlobId(text, id)) sameAsWorking.add(key);
      else unread.add(id);
    }
  }
  const blobs = await readBlobs(repository, unread);
  return (path, id) => {
    const text = working.get(path);
    if (sameAsWorking.has(`${id} ${path}`)) return text;
    const blob = blobs.get(id);
    return text !== undefined && blob !== undefined && sameText(text, blob) ? text : blob;
  };
}

function statusOf(working: string | undefined, tip: string | undefined, mergeBase: string | undefined, hasMergeBase: boolean): FileStatus {
  if (working === undefined) {
    if (tip === undefined) return "elsewhere";
    return mergeBase === undefined ? "added-at-tip" : "deleted";
  }
  if (working === tip) return "same";
  const untouchedHere = hasMergeBase && working === mergeBase;
  if (tip !== undefined) return untouchedHere ? "changed-at-tip" : "edited";
  if (untouchedHere) return "removed-at-tip";
  return mergeBase === undefined ? "new" : "edited";
}
