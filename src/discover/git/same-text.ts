import { createHash } from "node:crypto";
import type { BlobId } from "./objects.js";

const SHA1_DIGITS = 40;

/** Whether the blob holds this text, line ends aside, without reading it: git's id of a blob is a hash of its content. `false` may still be the same with mixed line ends. */
export function hasBlobId(text: string, id: BlobId): boolean {
  if (blobId(text, id.length) === id) return true;
  if (!text.includes("\n")) return false;
  const withLf = withLineFeeds(text);
  if (withLf !== text && blobId(withLf, id.length) === id) return true;
  const withCrLf = withLf.replaceAll("\n", "\r\n");
  return withCrLf !== text && blobId(withCrLf, id.length) === id;
}

export function sameText(a: string, b: string): boolean {
  return a === b || withLineFeeds(a) === withLineFeeds(b);
}

function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

function blobId(text: string, digits: number): BlobId {
  const bytes = Buffer.from(text, "utf8");
  return createHash(digits === SHA1_DIGITS ? "sha1" : "sha256").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
