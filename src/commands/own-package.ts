import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export interface OwnPackage {
  readonly version: string;
  /** Where bugs are reported. */
  readonly bugs: string | undefined;
}

/** By the package's own name, so that it is the same from `src` and from `dist`. */
export function ownPackage(): OwnPackage {
  const path = createRequire(import.meta.url).resolve("prisma-migrate-lint/package.json");
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  return { version: text(content, "version") ?? "unknown", bugs: text(content, "bugs") ?? text(property(content, "bugs"), "url") };
}

function property(object: unknown, key: string): unknown {
  return typeof object === "object" && object !== null ? Object.entries(object).find(([name]) => name === key)?.[1] : undefined;
}

function text(object: unknown, key: string): string | undefined {
  const value = property(object, key);
  return typeof value === "string" ? value : undefined;
}
