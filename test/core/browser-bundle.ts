import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Beside the script: libpg-query looks for it there. */
export const WASM = "libpg-query.wasm";
export const wasmFile = (): string => join(dirname(fileURLToPath(import.meta.resolve("libpg-query"))), WASM);

/** What a page runs: a history whose new migration does three things that nobody wants. */
const PAGE = `
import { assess, check, replay, rollback } from "./src/core.js";
export async function lint() {
  const history = await replay({
    migrations: [
      { name: "20260101000000_init", sql: 'CREATE TABLE "User" ("id" TEXT PRIMARY KEY, "age" INTEGER);' },
      { name: "20260102000000_email", sql: 'ALTER TABLE "User" ADD COLUMN "email" TEXT NOT NULL;\\nCREATE INDEX "User_id_idx" ON "User"("id");\\nALTER TABLE "User" DROP COLUMN "age";' },
    ],
    schema: 'datasource db { provider = "postgresql" }\\nmodel User {\\n  id String @id\\n  email String\\n}',
    config: { postgresVersion: 17, prismaVersion: "6.19" },
  });
  return {
    findings: check(history).map(({ rule, span, file }) => [rule, file, span.start]),
    risk: assess(history).map(({ risk }) => risk),
    rollback: rollback(history).map(({ reversible, parts }) => ({ reversible, statements: parts.flatMap((part) => part.statements) })),
  };
}`;

export interface Bundle {
  /** A script that makes a global \`page\` with the function \`lint\`. */
  readonly script: string;
  /** Files that ask for a module of Node, and for which: each must do so in Node alone. */
  readonly asksNode: readonly string[];
}

/** The core as a browser gets it: Node's modules are no part of it. */
export async function bundle(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: PAGE, resolveDir: ".", loader: "ts" }, bundle: true, platform: "browser", format: "iife", globalName: "page", target: "es2022", external: ["node:*"], write: false, metafile: true, logLevel: "silent",
  });
  const asksNode = Object.entries(metafile.inputs).flatMap(([file, { imports }]) => imports.filter(({ path }) => path.startsWith("node:")).map(({ path }) => `${file.replace(/^.*node_modules\//, "")}: ${path}`));
  return { script: outputFiles[0]?.text ?? "", asksNode };
}

/** What it must say, written by hand. */
export const expected = {
  findings: [
    ["require-column-default", "migrations/20260102000000_email/migration.sql", 19],
    ["no-drop-column", "migrations/20260102000000_email/migration.sql", 116],
  ],
  risk: ["critical"],
  rollback: [{ reversible: "structure-only", statements: ['ALTER TABLE "User" DROP COLUMN "email"', 'DROP INDEX "User_id_idx"', 'ALTER TABLE "User" ADD COLUMN "age" INTEGER'] }],
};
