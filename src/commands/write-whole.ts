import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes the file whole or not at all, even where the process is killed: to a name of its own beside it first, which is no `.sql` that anybody
 * would read, then renamed. A file that is there keeps its permissions. Throws what `node:fs` throws.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
