import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll } from "vitest";

/** The package as npm installs it, compiled from the sources; removed when the test file ends. Gives its folder. */
export async function builtPackage(): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "prisma-migrate-lint-built-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const entryPoints = ["src", "rules"].flatMap((top) => readdirSync(top, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts")).map((path) => join(top, path)));
  await build({ entryPoints, outdir: join(folder, "dist"), outbase: ".", logLevel: "error" });
  cpSync("package.json", join(folder, "package.json"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  chmodSync(join(folder, "dist/src/cli.js"), 0o755);
  return folder;
}

/** Puts the built package into a project, and packages of ours beside it, by their names there: `{ eslint: "eslint-9" }`. */
export function install(project: string, built: string, packages: Readonly<Record<string, string>> = {}): void {
  const put = (name: string, from: string): void => {
    const to = join(project, "node_modules", name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to);
  };
  put("prisma-migrate-lint", built);
  put(".bin/prisma-migrate-lint", join(built, "dist/src/cli.js"));
  for (const [name, ours] of Object.entries(packages)) put(name, realpathSync(join("node_modules", ours)));
}
