import type { Version } from "../../model/environment.js";

/** `6.19.0`, `v7.4`, `7.10.0-dev.3`; undefined for anything else, ranges too. Missing parts are 0. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][\w.+-]*)?$/.exec(text.trim());
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2] ?? 0), patch: Number(match[3] ?? 0) };
}
