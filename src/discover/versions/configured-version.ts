import type { Version } from "../../model/environment.js";
import { LintError } from "../../model/lint-error.js";
import { parseVersion } from "./version.js";

/** A version as people write it in the configuration. Throws `LintError` for what is none. */
export function configuredVersion(key: "prismaVersion" | "postgresVersion", written: string | number): Version {
  const version = parseVersion(String(written));
  if (version === undefined) throw new LintError(`"${key}" in the configuration is "${written}", which is no version.`, `Write it like ${key === "prismaVersion" ? "\"7.10\"" : "16"}.`);
  return version;
}
