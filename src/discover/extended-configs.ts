import { fileURLToPath, pathToFileURL } from "node:url";
import type { Jiti } from "jiti";
import { LintError } from "../model/lint-error.js";
import type { UserConfigFile } from "./user-config.js";

/** Named by `extends`, but no packages. */
const presets: readonly string[] = ["recommended", "strict"];

/**
 * The packages and files that a configuration's `extends` names, and those that they name in turn, not checked yet. A name that leads nowhere is left
 * out: it may be a misspelt preset. Throws `LintError` for one that cannot be loaded.
 */
export async function loadExtended({ path, file, value }: UserConfigFile): Promise<ReadonlyMap<string, unknown>> {
  const loaded = new Map<string, unknown>();
  if (namesIn(value).length > 0) await load(value, path, file, loaded);
  return loaded;
}

/** `path` is that of the file that `value` comes from: its names are looked for from there. */
async function load(value: unknown, path: string, file: string, loaded: Map<string, unknown>): Promise<void> {
  const names = namesIn(value).filter((name) => !loaded.has(name));
  if (names.length === 0) return;
  const { createJiti } = await import("jiti");
  const jiti = createJiti(pathToFileURL(path).href, { moduleCache: false, fsCache: false });
  for (const name of names) {
    const place = resolve(name, jiti);
    if (place === undefined) continue;
    try {
      loaded.set(name, await jiti.import(place, { default: true }));
    } catch (error) {
      const [why = "unknown error"] = (error instanceof Error ? error.message : String(error)).split("\n");
      throw new LintError(`${file}: "${name}" in extends cannot be loaded: ${why.replace(/\.$/, "")}.`, `Correct or update ${name}.`);
    }
    await load(loaded.get(name), place, name, loaded);
  }
}

function resolve(name: string, jiti: Jiti): string | undefined {
  const place = jiti.esmResolve(name, { try: true });
  if (place === undefined) return undefined;
  return place.startsWith("file:") ? fileURLToPath(place) : place;
}

function namesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null || !("extends" in value)) return [];
  const written: readonly unknown[] = Array.isArray(value.extends) ? value.extends : [value.extends];
  return written.filter((name) => typeof name === "string").filter((name) => !presets.includes(name));
}
