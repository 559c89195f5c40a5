import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import plugin from "../../src/eslint/index.js";
import { lint } from "../../src/index.js";
import { applyEdits } from "../../src/text/edit.js";
import { rules } from "../../rules/index.js";
import { sandbox } from "../discover/git/sandbox.js";
import { POSTGRESQL, tempProject, USER } from "../support/temp-project.js";
import { eslint, placed, strictButLockTimeout, versions, type Linting, type Message } from "./linters.js";
import { first, index, second, shopWithNew, users, usersWith } from "./projects.js";

const { recommended } = plugin.configs;

/** `file rule line:column-line:column message help`, sorted; of the files that ESLint is given. */
async function byCommandLine(cwd: string, preset: "recommended" | "strict"): Promise<string[]> {
  const { projects } = await lint({ cwd, preset });
  const found = projects.flatMap(({ findings, sources }) =>
    findings.map(({ rule, file, span, message, help }) => {
      const source = sources.get(file);
      const [start, end] = [source?.position(span.start), source?.position(span.end)];
      return `${file} ${rule} ${start?.line}:${start?.column}-${end?.line}:${end?.column} ${message} ${help.replaceAll("\n\n", " ")}`;
    }),
  );
  return found.filter((line) => /^\S+\.(sql|prisma) /.test(line)).sort();
}

async function byEslint(linting: Linting, cwd: string): Promise<string[]> {
  const results = await linting.lintFiles(["."]);
  return results.flatMap(({ filePath, messages }) => messages.map((message) => `${filePath.slice(cwd.length + 1)} ${placed(message)} ${message.message}`)).sort();
}

async function messages(linting: Linting, path: string, text: string): Promise<readonly Message[]> {
  const [result] = await linting.lintText(text, { filePath: path });
  return result?.messages ?? [];
}

/** The text of a file in the editor, linted in its folder. */
async function found(linting: Linting, path: string, text: string): Promise<string[]> {
  return (await messages(linting, path, text)).map(placed);
}

function rulesOf(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.split(" ")[1] ?? ""))].sort();
}

describe.each(versions)("ESLint %s", (version) => {
  it.each([
    ["recommended", 0, []],
    ["recommended", 6, ["no-column-type-rewrite", "no-tightening", "no-validate-in-same-transaction", "require-concurrent-index", "require-foreign-key-index", "require-not-valid-foreign-key", "require-sequence-type"]],
    ["strict", 6, ["no-column-type-rewrite", "no-several-tables-locked", "no-tightening", "no-validate-in-same-transaction", "require-concurrent-index", "require-foreign-key-index", "require-lock-timeout", "require-not-valid-foreign-key", "require-sequence-type"]],
  ] as const)("finds in the shop what the command line finds: %s, %i new migrations", async (preset, count, expected) => {
    const { folder } = shopWithNew(count);
    const lines = await byEslint(eslint(version, { cwd: folder, configs: plugin.configs[preset] }), folder);
    expect(lines).toEqual(await byCommandLine(folder, preset));
    expect(rulesOf(lines)).toEqual(expected);
  });

  it("reads a project once for all of its files", async () => {
    const work = usersWith(index);
    for (let number = 3; number <= 30; number++) work.write(`prisma/migrations/${number}_more/migration.sql`, `CREATE TABLE "Table${number}" ("id" INTEGER PRIMARY KEY);\n`);
    // Evaluated each time that the project is read.
    work.write("prisma-migrate-lint.config.mjs", 'import { appendFileSync } from "node:fs";\nappendFileSync(new URL("read.log", import.meta.url), "read\\n");\nexport default {};\n');
    const results = await eslint(version, { cwd: work.folder }).lintFiles(["**/*.sql", "**/*.prisma"]);
    expect(results.length).toBe(31);
    expect(results.flatMap(({ messages: all }) => all.map(placed))).toEqual(["require-concurrent-index 1:1-1:49"]);
    expect(readFileSync(join(work.folder, "read.log"), "utf8")).toBe("read\n");
  });

  it("offers what a finding suggests in its own file", async () => {
    const { folder } = usersWith(index);
    const linting = eslint(version, { cwd: folder });
    const path = join(folder, second);
    const [message] = await messages(linting, path, index);
    expect(message?.suggestions).toEqual([{ desc: "Build it CONCURRENTLY, alone in its migration", fix: { range: [13, 13], text: "CONCURRENTLY " } }]);
    expect(await found(linting, path, 'CREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");\n')).toEqual([]);
  });

  it("offers nothing that changes another file", async () => {
    const schema = `${POSTGRESQL}model User {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n`;
    const work = usersWith('CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL REFERENCES "User"("id"));\n');
    work.write("prisma/schema.prisma", schema);
    const results = await eslint(version, { cwd: work.folder }).lintFiles(["**/*.sql"]);
    expect(results.flatMap(({ messages: all }) => all.map((message) => [placed(message), message.suggestions ?? []]))).toEqual([["require-foreign-key-index 1:74-1:97", []]]);
  });

  it("offers no second best where it cannot make the best: @map changes schema.prisma too", async () => {
    const suggestions = async (field: string): Promise<readonly string[]> => {
      const work = usersWith('ALTER TABLE "User" DROP COLUMN "email",\nADD COLUMN "emailAddress" TEXT;\n');
      work.write("prisma/schema.prisma", `${POSTGRESQL}model User {\n  id Int @id\n  ${field} String?\n}\n`);
      const results = await eslint(version, { cwd: work.folder }).lintFiles(["**/*.sql"]);
      return results.flatMap(({ messages: all }) => all.flatMap((message) => [placed(message), ...(message.suggestions ?? []).map(({ desc }) => desc)]));
    };
    expect(await suggestions("email")).toEqual(["no-unintended-rename 1:20-1:39", "Rename the column: its values stay, code that still runs fails"]);
    expect(await suggestions("emailAddress")).toEqual(["no-unintended-rename 1:20-1:39"]);
  });

  it("heeds its own comments in SQL", async () => {
    const { folder } = usersWith(index);
    const linting = eslint(version, { cwd: folder });
    const path = join(folder, second);
    const rule = "prisma-migrate/require-concurrent-index";
    expect(await found(linting, path, `-- eslint-disable-next-line ${rule} -- small\n${index}`)).toEqual([]);
    expect(await found(linting, path, `/* eslint-disable ${rule} */\n${index}`)).toEqual([]);
    expect(await found(linting, path, `/* eslint ${rule}: "off" */\n${index}`)).toEqual([]);
    expect(await found(linting, path, `${index.trimEnd()} -- eslint-disable-line\n`)).toEqual([]);
    expect(await found(linting, path, `/* eslint-disable ${rule} */\n/* eslint-enable */\n${index}`)).toEqual(["null 1:1-undefined:undefined", "require-concurrent-index 3:1-3:49"]);
    expect(await found(linting, path, `-- eslint-disable-next-line prisma-migrate/no-drop-table\n${index}`)).toContain("require-concurrent-index 2:1-2:49");
    const [result] = await linting.lintText(`-- eslint-disable-next-line ${rule} -- small\n${index}`, { filePath: path });
    expect(result?.suppressedMessages.map(placed)).toEqual(["require-concurrent-index 2:1-2:49"]);
    expect(await found(linting, path, `/* eslint-disable-line\n*/ ${index}`)).toEqual(["null 1:1-2:3", "require-concurrent-index 2:4-2:52"]);
    expect((await messages(linting, path, `/* eslint ${rule}: [ */\nSELECT 1;\n`)).map(({ ruleId, line }) => [ruleId, line])).toEqual([[null, 1]]);
  });

  it("heeds the linter's own comments, and reports those that silence nothing", async () => {
    const work = usersWith(index);
    const linting = eslint(version, { cwd: work.folder });
    const path = join(work.folder, second);
    const comment = (rule: string) => `-- prisma-migrate-lint-disable-next-statement ${rule} -- a test\n${index}`;
    expect(await found(linting, path, comment("require-concurrent-index"))).toEqual([]);
    expect(await found(linting, path, comment("no-drop-table"))).toEqual(["no-unused-disable 1:1-1:70", "require-concurrent-index 2:1-2:49"]);
    expect(await found(linting, path, comment("no-drop-tabel"))).toEqual(["no-unknown-rule 1:47-1:60", "require-concurrent-index 2:1-2:49"]);
    // A rule that ESLint does not run may silence nothing here and much on the command line.
    const configs = strictButLockTimeout.map((config) => ({ ...config, rules: { ...config.rules, "prisma-migrate/no-drop-table": "off" as const } }));
    expect(await found(eslint(version, { cwd: work.folder, configs }), path, comment("no-drop-table"))).toEqual(["require-concurrent-index 2:1-2:49"]);
  });

  it("reports ESLint's comments in schema.prisma that silence nothing where it is told to", async () => {
    const { folder } = usersWith("");
    const schema = join(folder, "prisma/schema.prisma");
    const unused = `${POSTGRESQL}// eslint-disable-next-line prisma-migrate/no-cascade-delete\nmodel User {\n  id Int @id\n  email String?\n}\n`;
    const configs = recommended.map((config) => ({ ...config, linterOptions: { reportUnusedDisableDirectives: "warn" as const } }));
    expect(await found(eslint(version, { cwd: folder }), schema, unused)).toEqual([]);
    expect(await found(eslint(version, { cwd: folder, configs }), schema, unused)).toEqual(["null 4:1-undefined:undefined"]);
  });

  it("reads schema.prisma with comments of every form, and heeds its own in them", async () => {
    const { folder } = usersWith("");
    const linting = eslint(version, { cwd: folder });
    const path = join(folder, "prisma/schema.prisma");
    const text = (before: string) => `${POSTGRESQL}/* a\n block */\nmodel User {\n  id Int @id\n  posts Post[]\n}\n/// Theirs\nmodel Post {\n  id Int @id\n  userId Int // who\n${before}  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}\n`;
    const everywhere: ["error", { all: boolean }] = ["error", { all: true }];
    const configs = [{ ...recommended[1], rules: { "prisma-migrate/no-cascade-delete": everywhere } }];
    const own = eslint(version, { cwd: folder, configs });
    expect(await found(own, path, text(""))).toEqual(["no-cascade-delete 14:13-14:77"]);
    expect(await found(own, path, text("  // eslint-disable-next-line prisma-migrate/no-cascade-delete\n"))).toEqual([]);
    expect(await found(own, path, `/* eslint-disable */\n${text("")}`)).toEqual([]);
    expect(await found(linting, path, "model {{{\n@@ ???\n/* never closed")).toEqual([]);
  });

  it("judges what is in the editor, saved or not", async () => {
    const { folder } = usersWith("");
    const linting = eslint(version, { cwd: folder });
    expect(await found(linting, join(folder, second), "")).toEqual(["no-empty-migration 1:1-1:1"]);
    expect(await found(linting, join(folder, second), `\r\n${index}`)).toEqual(["require-concurrent-index 2:1-2:49"]);
    expect(await found(linting, join(folder, "prisma/migrations/3_unsaved/migration.sql"), index)).toEqual(["require-concurrent-index 1:1-1:49"]);
    // On the base already: nothing can be changed there.
    expect(await found(linting, join(folder, first), users + index)).toEqual([]);
  });

  it("finds syntax errors as any other, at their place", async () => {
    const { folder } = usersWith("");
    const linting = eslint(version, { cwd: folder });
    expect(await found(linting, join(folder, second), `SELEC 1;\n${index}`)).toEqual(["no-syntax-error 1:1-1:6", "require-concurrent-index 2:1-2:49"]);
    const marked = await found(linting, join(folder, second), `\ufeff${users.replace("User", "Other")}`);
    expect(marked.filter((line) => line.startsWith("no-syntax-error"))).toEqual(["no-syntax-error 1:1-1:1"]);
  });

  it("says of a migration without a project only whether it is SQL", async () => {
    const cwd = tempProject({ "migrations/1/migration.sql": "" });
    const linting = eslint(version, { cwd });
    expect(await found(linting, join(cwd, "migrations/1/migration.sql"), 'DROP TABLE "User";\nSELEC 1;\n')).toEqual(["no-syntax-error 2:1-2:6"]);
    expect(await found(linting, join(cwd, "other.prisma"), "model A {\n  id Int @id\n}\n")).toEqual([]);
  });

  it("leaves the migrations of other databases alone", async () => {
    const cwd = tempProject({ "prisma/schema.prisma": 'datasource db {\n  provider = "mysql"\n}\n', "prisma/migrations/migration_lock.toml": 'provider = "mysql"\n', [first]: "ALTER TABLE `a` MODIFY `b` INT;\n" });
    expect(await byEslint(eslint(version, { cwd }), cwd)).toEqual([]);
  });

  it("reports what makes a project unreadable, once a file", async () => {
    const work = usersWith(index);
    work.write("prisma-migrate-lint.config.json", '{ "rulez": {} }');
    const [result] = await eslint(version, { cwd: work.folder }).lintFiles([second]);
    expect(result?.messages.map(({ line, column, severity, message }) => ({ line, column, severity, message }))).toEqual([
      { line: 1, column: 1, severity: 2, message: 'prisma-migrate-lint.config.json: there is no key "rulez". Did you mean "rules"?' },
    ]);
  });

  it("takes severities and options from its own configuration, facts from ours; what ours turns off stays off", async () => {
    const drop = 'DROP TABLE "User";\n';
    const reference = 'CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL REFERENCES "User"("id"));\n';
    const work = usersWith(drop);
    const path = join(work.folder, second);
    work.write("prisma-migrate-lint.config.json", '{ "rules": { "no-drop-table": "off" }, "tables": { "User": { "rows": 5 } }, "extends": ["recommended"] }');
    const set = (options: readonly string[]) => [{ ...recommended[0], rules: { "prisma-migrate/no-drop-table": 2 as const, "prisma-migrate/require-concurrent-index": 2 as const, "prisma-migrate/require-foreign-key-index": ["warn" as const, { ignoreTables: [...options] }] as ["warn", object] } }];
    const linting = eslint(version, { cwd: work.folder, configs: set([]) });
    expect(await found(linting, path, drop)).toEqual([]);
    expect(await found(linting, path, index)).toEqual([]);
    expect((await messages(linting, path, reference)).map((message) => [placed(message), message.severity])).toEqual([["require-foreign-key-index 1:74-1:97", 1]]);
    expect(await found(eslint(version, { cwd: work.folder, configs: set(["P*"]) }), path, reference)).toEqual([]);
    const wrong = [{ ...recommended[0], rules: { "prisma-migrate/no-drop-table": ["error" as const, { allow: 1 }] as ["error", object] } }];
    await expect(eslint(version, { cwd: work.folder, configs: wrong }).lintFiles([second])).rejects.toThrow(/allow/);
  });
});

it("judges each project of a repository by itself, through symbolic links too", async () => {
  const root = (name: string) => `${name}/prisma/migrations`;
  const files = (name: string) => ({ [`${name}/prisma/schema.prisma`]: POSTGRESQL + USER, [`${root(name)}/1_init/migration.sql`]: users });
  const work = sandbox().init("two");
  work.commit({ ...files("a"), ...files("b") });
  work.write(`${root("a")}/2_drop/migration.sql`, 'DROP TABLE "User";\n');
  work.write(`${root("b")}/2_index/migration.sql`, index);
  symlinkSync(work.folder, work.sandbox.path("link"));
  const results = await eslint("10", { cwd: work.sandbox.path("link") }).lintFiles(["."]);
  const lines = results.flatMap(({ filePath, messages: all }) => all.map((message) => `${filePath.split("/link/")[1]} ${placed(message)}`));
  expect(lines.sort()).toEqual(["a/prisma/migrations/2_drop/migration.sql no-drop-table 1:1-1:18", "b/prisma/migrations/2_index/migration.sql require-concurrent-index 1:1-1:49"]);
});

it("finds what the command line finds where there is no git", async () => {
  const cascade = "model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}\n";
  const cwd = tempProject({ "prisma/schema.prisma": POSTGRESQL + USER + cascade, [first]: users, [second]: index });
  const lines = await byEslint(eslint("10", { cwd, configs: recommended }), cwd);
  expect(lines).toEqual(await byCommandLine(cwd, "recommended"));
  expect(lines.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    `${second} require-concurrent-index`,
    "prisma/schema.prisma require-foreign-key-index",
  ]);
});

it("describes its rules as ESLint's own tools want them", () => {
  const { meta } = plugin.rules["require-foreign-key-index"] ?? {};
  expect(Object.keys(plugin.rules)).toEqual(rules.map(({ id }) => id));
  expect(meta?.docs).toEqual({
    description: rules.find(({ id }) => id === "require-foreign-key-index")?.summary,
    recommended: true,
  });
  expect(meta?.schema).toEqual([{ type: "object", properties: { ignoreTables: rules.find(({ id }) => id === "require-foreign-key-index")?.options["ignoreTables"]?.schema }, additionalProperties: false }]);
  expect(meta?.languages).toEqual(["prisma-migrate/sql", "prisma-migrate/prisma"]);
  expect(recommended.map(({ name, files, language }) => [name, files, language])).toEqual([
    ["prisma-migrate-lint/recommended/sql", ["**/migrations/*/migration.sql"], "prisma-migrate/sql"],
    ["prisma-migrate-lint/recommended/prisma", ["**/*.prisma"], "prisma-migrate/prisma"],
  ]);
  const on = rules.filter((rule) => rule.recommended !== "off").map((rule) => [`prisma-migrate/${rule.id}`, rule.recommended === "warning" ? "warn" : "error"]);
  expect(Object.entries(recommended[0]?.rules ?? {})).toEqual(on);
});

it("puts a suggestion at the right place where the file has a byte order mark", async () => {
  const { folder } = usersWith("");
  const text = `\ufeff-- x\n${index}`;
  const all = await messages(eslint("10", { cwd: folder }), join(folder, second), text);
  const fixes = all.flatMap(({ suggestions = [] }) => suggestions.map(({ fix }) => fix));
  expect(fixes.map(({ range: [start, end], text: put }) => applyEdits(text.slice(1), [{ span: { start, end }, text: put }]))).toEqual([`-- x\n${index.replace("INDEX", "INDEX CONCURRENTLY")}`]);
});
