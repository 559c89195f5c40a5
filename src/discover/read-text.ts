import { readFileSync, statSync } from "node:fs";
import { LintError } from "../model/lint-error.js";
import { isThere } from "./repository.js";

const MEBIBYTE = 1024 * 1024;
const MAXIMUM_BYTES = 64 * MEBIBYTE;
const NOT_THERE = "it does not exist";

export interface ReadText {
  readonly text: string;
  /** Something about the bytes that people should know, one line. */
  readonly notice: string | undefined;
}

/**
 * Reads a text file as UTF-8; invalid bytes become U+FFFD with a notice. A byte order mark is kept: it is an error in SQL and part of the checksum.
 * Throws `LintError` for a file that cannot be read, is larger than 64 MiB, or is binary (UTF-16 too). `name` is how messages call it.
 */
export function readText(path: string, name: string): ReadText {
  return textOf(readBytes(path, name), name);
}

/** The same of bytes that were read elsewhere. */
export function textOf(bytes: Uint8Array, name: string): ReadText {
  const text = decode(bytes);
  if (bytes.includes(0)) return whenBinary(bytes, text, name);
  if (text !== undefined) return { text, notice: undefined };
  return {
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
    notice: `${name} is not valid UTF-8: invalid bytes are read as \uFFFD.`,
  };
}

function readBytes(path: string, name: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > MAXIMUM_BYTES) {
      throw new LintError(`${name} is too large: ${Math.ceil(size / MEBIBYTE)} MiB; at most ${MAXIMUM_BYTES / MEBIBYTE} MiB are read.`, "Move the data out of it, or leave it out with --schema or --migrations.");
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof LintError) throw error;
    const leadsNowhere = reasonOf(error) === NOT_THERE && isThere(path);
    throw new LintError(`${name} cannot be read: ${leadsNowhere ? "it is a symbolic link to nothing" : reasonOf(error)}.`, "Check that the file is there and that you may read it.");
  }
}

/** A file system error in a few words, without the path. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ("code" in error ? error.code : undefined) {
    case "ENOENT":
      return NOT_THERE;
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return "it is a folder";
    case "ELOOP":
      return "its symbolic links go in a circle";
    default:
      return error.message.split("\n")[0] ?? error.message;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function whenBinary(bytes: Uint8Array, text: string | undefined, name: string): ReadText {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) {
    throw new LintError(`${name} is UTF-16, which Prisma cannot read.`, "Save it as UTF-8.");
  }
  // A NUL in otherwise good text is for the parser to report at its place.
  const controls = countControls(bytes);
  if (text !== undefined && controls * 20 < bytes.length) return { text, notice: `${name} contains NUL characters.` };
  throw new LintError(`${name} is a binary file.`, "Replace it by a text file in UTF-8.");
}

function countControls(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32)) count++;
  return count;
}
