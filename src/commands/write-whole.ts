import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes the file whole or not at all, even where the process is killed: to a name of its own beside it first, which is no `.sql` that anybody
 * would read, then renamed. Throws what `node:fs` throws.
 */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
