import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { runIn } from "../commands/fake-terminal.js";
import { LOCK, POSTGRESQL, tempProject, USER, type Files } from "../support/temp-project.js";

const SCHEMA = "prisma/schema.prisma";
const LOCK_FILE = "prisma/migrations/migration_lock.toml";
const INIT = "prisma/migrations/1_init/migration.sql";
const NEXT = "prisma/migrations/2_next/migration.sql";
const CONFIG = "prisma-migrate-lint.config.json";

const project: Files = {
  [SCHEMA]: POSTGRESQL + USER,
  [LOCK_FILE]: LOCK,
  [INIT]: 'CREATE TABLE "User" (\n    "id" INTEGER NOT NULL,\n    CONSTRAINT "User_pkey" PRIMARY KEY ("id")\n);\n',
};
const next = (content: string | Uint8Array): Files => ({ ...project, [NEXT]: content });
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array => Buffer.concat(parts.map((part) => Buffer.from(typeof part === "string" ? [...Buffer.from(part)] : part)));

interface Seen {
  readonly exitCode: number;
  /** `rule file:line:column`, by the JSON report. */
  readonly findings: readonly string[];
  /** What standard error has, line by line. */
  readonly said: readonly string[];
}

interface Report {
  readonly projects: readonly { readonly findings: readonly { readonly rule: string; readonly file: string; readonly start: { readonly line: number; readonly column: number } }[] }[];
}

async function see(files: Files, ...argv: string[]): Promise<Seen> {
  const cwd = tempProject(files);
  const { exitCode, stdout, stderr } = await runIn({ cwd }, "--format", "json", ...argv);
  const report: Report = stdout === "" ? { projects: [] } : JSON.parse(stdout);
  const findings = report.projects.flatMap((each) => each.findings).map(({ rule, file, start }) => `${rule} ${file}:${start.line}:${start.column}`);
  return { exitCode, findings, said: lines(stderr, cwd) };
}

const lines = (text: string, cwd: string): readonly string[] => text.replaceAll(cwd, "CWD").split("\n").slice(0, -1);

/** Of a command line that is refused: exactly two lines, nothing on standard output. */
async function refusal(files: Files, ...argv: string[]): Promise<readonly string[]> {
  const cwd = tempProject(files);
  const { exitCode, stdout, stderr } = await runIn({ cwd }, ...argv);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  return lines(stderr, cwd);
}

const clean: Seen = { exitCode: 0, findings: [], said: [] };

describe("what cannot be read ends the run", () => {
  const readable = "  Check that the file is there and that you may read it.";
  test.each<readonly [string, Files, readonly string[]]>([
    ["a folder named migration.sql", { ...project, [`${NEXT}/x`]: "" }, [`error: ${NEXT} cannot be read: it is a folder.`, readable]],
    ["a symlink to nothing", next("-> gone.sql"), [`error: ${NEXT} cannot be read: it is a symbolic link to nothing.`, readable]],
    ["a symlink in a circle", next("-> migration.sql"), [`error: ${NEXT} cannot be read: its symbolic links go in a circle.`, readable]],
    ["a binary file", next(bytes([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0, 0, 0xff])), [`error: ${NEXT} is a binary file.`, "  Replace it by a text file in UTF-8."]],
    ["UTF-16", next(bytes([0xff, 0xfe, 0x53, 0, 0x45, 0])), [`error: ${NEXT} is UTF-16, which Prisma cannot read.`, "  Save it as UTF-8."]],
    ["more than 64 MiB", next(Buffer.alloc(64 * 1024 * 1024 + 1, 0x20)), [`error: ${NEXT} is too large: 65 MiB; at most 64 MiB are read.`, "  Move the data out of it, or leave it out with --schema or --migrations."]],
    ["a schema of null bytes", { ...project, [SCHEMA]: bytes([0, 1, 2, 3]) }, [`error: ${SCHEMA} is a binary file.`, "  Replace it by a text file in UTF-8."]],
  ])("%s", async (_name, files, expected) => {
    expect(await refusal(files)).toEqual(expected);
  });

  test("no project", async () => {
    const [why, todo] = await refusal({ "src/a.txt": "" }, "--cwd", "src");
    expect([why, todo]).toEqual(["error: No Prisma project found in src.", "  Run it where schema.prisma or prisma.config.ts is, or say where: --schema PATH."]);
  });

  test("a stack comes with --debug only", async () => {
    expect((await refusal(next("-> gone.sql"))).length).toBe(2);
    const [, , third, fourth] = await refusal(next("-> gone.sql"), "--debug");
    expect([third, fourth?.startsWith("    at readBytes")]).toEqual([`LintError: ${NEXT} cannot be read: it is a symbolic link to nothing.`, true]);
  });
});

describe("strange bytes in a migration", () => {
  const notes = (what: string): readonly string[] => [`note: ${NEXT} ${what}`];
  const drop = 'DROP TABLE "User";';
  test.each<readonly [string, string | Uint8Array, Seen]>([
    ["nothing at all", "", { ...clean, findings: [`no-empty-migration ${NEXT}:1:1`] }],
    ["only comments", "-- This is an empty migration.\n/* x */\n", { ...clean, findings: [`no-empty-migration ${NEXT}:2:1`] }],
    ["only semicolons", ";;\n;", { ...clean, findings: [`no-empty-migration ${NEXT}:2:1`] }],
    ["a byte order mark", `\uFEFFSELECT 1;\n${drop}`, { exitCode: 1, findings: [`no-syntax-error ${NEXT}:1:1`, `no-drop-table ${NEXT}:2:1`], said: [] }],
    ["NUL", `SELECT 1;\nSELECT 'a\0b';\n${drop}\n-- ${"x".repeat(100)}`, { exitCode: 1, findings: [`no-syntax-error ${NEXT}:2:10`, `no-drop-table ${NEXT}:3:1`], said: notes("contains NUL characters.") }],
    ["Latin-1", bytes("SELECT 'a", [0xe9], `'; ${drop}`), { exitCode: 1, findings: [`no-drop-table ${NEXT}:1:14`], said: notes("is not valid UTF-8: invalid bytes are read as \uFFFD.") }],
    ["half of a surrogate pair", bytes("SELECT 'a", [0xed, 0xa0, 0x80], `'; ${drop}`), { exitCode: 1, findings: [`no-drop-table ${NEXT}:1:16`], said: notes("is not valid UTF-8: invalid bytes are read as \uFFFD.") }],
    ["characters of two units", `SELECT '😀'; ${drop}`, { exitCode: 1, findings: [`no-drop-table ${NEXT}:1:14`], said: [] }],
    ["a quote left open", `SELECT 1;\nSELECT 'abc\n${drop}\n`, { exitCode: 1, findings: [`no-syntax-error ${NEXT}:2:8`], said: [] }],
    ["marks of a merge conflict", `<<<<<<< HEAD\n${drop}\n=======\nSELECT 1;\n>>>>>>> x\n`, { exitCode: 1, findings: [`no-syntax-error ${NEXT}:1:1`, `no-syntax-error ${NEXT}:3:1`, `no-syntax-error ${NEXT}:5:1`], said: [] }],
  ])("%s", async (_name, content, expected) => {
    expect(await see(next(content))).toEqual(expected);
  });

  const sql = 'CREATE TABLE a (id int);\nALTER TABLE nope ADD COLUMN x int;\nCREATE INDEX i\n  ON "User"("id");\nDROP TABLE "User";\n';
  const places = [`no-missing-object ${NEXT}:2:18`, `require-concurrent-index ${NEXT}:3:1`, `no-drop-table ${NEXT}:5:1`];
  test.each([["LF", sql], ["CRLF", sql.replaceAll("\n", "\r\n")]])("%s gives the same places", async (_name, content) => {
    expect(await see(next(content))).toEqual({ exitCode: 1, findings: places, said: [] });
  });

  test("what an open quote spoils is quoted in one short line", async () => {
    const { stdout } = await runIn({ cwd: tempProject(next(`SELECT 'abc\n${"x".repeat(500)}`)) });
    expect(stdout.split("\n")[0]).toBe('error[no-syntax-error]: PostgreSQL cannot read this statement, so the deployment stops here: unterminated quoted string at or near "\'abc…".');
  });

  test("ten megabytes of statements", { timeout: 60_000 }, async () => {
    const rows = `INSERT INTO "User" ("id") VALUES ${Array.from({ length: 2000 }, (_, at) => `(${at})`).join(", ")};\n`;
    const many = rows.repeat(Math.ceil((10 * 1024 * 1024) / rows.length));
    const { exitCode, findings } = await see(next(`${many}${drop}\n`));
    expect({ exitCode, findings }).toEqual({ exitCode: 1, findings: [`no-drop-table ${NEXT}:${many.split("\n").length}:1`] });
  });
});

describe("a history that PostgreSQL refuses in the middle", () => {
  test("the finding is at the statement, and the others are judged", async () => {
    const sql = 'ALTER TABLE "Missing" ADD COLUMN "x" INTEGER;\nALTER TABLE "User" ADD COLUMN "name" TEXT;\nALTER TABLE "User" DROP COLUMN "nme";\nCREATE TABLE "User" ();\nDROP TABLE "User";\n';
    expect(await see(next(sql))).toEqual({
      exitCode: 1,
      findings: [`no-missing-object ${NEXT}:1:23`, `no-missing-object ${NEXT}:3:20`, `no-missing-object ${NEXT}:4:1`, `no-drop-table ${NEXT}:5:1`],
      said: [],
    });
  });

  test("what does not parse may have made anything: nothing is missing after it", async () => {
    const sql = 'ALTER TABLE "Missing" ADD COLUMN "x" INTEGER;\nCRATE TABLE "Other" ();\nALTER TABLE "Other" ADD COLUMN "x" INTEGER;\nDROP TABLE "User";\n';
    expect(await see(next(sql))).toEqual({
      exitCode: 1,
      findings: [`no-missing-object ${NEXT}:1:23`, `no-syntax-error ${NEXT}:2:1`, `no-drop-table ${NEXT}:4:1`],
      said: [],
    });
  });
});

describe("folders", () => {
  test.each<readonly [string, Files, readonly string[]]>([
    ["an empty migrations folder", { [SCHEMA]: POSTGRESQL + USER, [LOCK_FILE]: LOCK }, []],
    ["no migrations folder", { [SCHEMA]: POSTGRESQL + USER }, []],
    ["Prisma 8", { [SCHEMA]: POSTGRESQL + USER, "prisma/migrations/app/20260520T1317_first/ops.json": "[]" }, ["note: prisma/migrations holds migrations of Prisma 8 (ops.json): its format is not supported yet, they are not linted."]],
    ["a schema that is a symlink to nothing", { ...project, [SCHEMA]: "-> gone.prisma" }, [`note: ${SCHEMA} is a symbolic link that leads to no file: the schema is not linted.`]],
    ["half a model", { ...project, [SCHEMA]: `${POSTGRESQL}model User {\n  id Int @id\n  name Str` }, [`note: ${SCHEMA}:4 cannot be read, so not all of the schema was linted: The \`}\` of this block is missing.`]],
    ["half a datasource", { ...project, [SCHEMA]: 'datasource db {\n  provider = "postg' }, [`note: ${SCHEMA}:1 cannot be read, so not all of the schema was linted: The \`}\` of this block is missing. (and 1 more error)`]],
    ["a broken lock", { ...project, [LOCK_FILE]: "provider = " }, [`note: ${LOCK_FILE} is not valid TOML (line 1): it is not read.`]],
    ["a lock in conflict", { ...project, [LOCK_FILE]: `<<<<<<< HEAD\n${LOCK}=======\nprovider = "mysql"\n>>>>>>> x\n` }, [`note: ${LOCK_FILE} has unresolved merge conflicts: it is not read.`]],
  ])("%s", async (_name, files, said) => {
    expect(await see(files)).toEqual({ exitCode: 0, findings: [], said });
  });

  test.each<readonly [string, Files, readonly string[]]>([
    ["a migration without SQL", { ...project, "prisma/migrations/2_next/README.md": "" }, ["no-missing-migration-file prisma/migrations/2_next/migration.sql:1:1"]],
    ["a lock of another provider", { ...project, [LOCK_FILE]: 'provider = "mysql"\n' }, [`no-provider-mismatch ${LOCK_FILE}:1:1`]],
  ])("%s", async (_name, files, findings) => {
    expect(await see(files)).toEqual({ exitCode: 1, findings, said: [] });
  });
});

describe("providers", () => {
  const of = (provider: string, folder = "."): Files => ({
    [`${folder}/${SCHEMA}`]: POSTGRESQL.replace("postgresql", provider) + USER,
    [`${folder}/${LOCK_FILE}`]: LOCK.replace("postgresql", provider),
    [`${folder}/${INIT}`]: "CREATE TABLE `User` (`id` INTEGER NOT NULL);\nDROP TABLE `User`;\n",
  });
  const supported = "  Supported so far: postgresql. Give --provider postgresql if that is what it is.";

  test.each(["mysql", "sqlite", "cockroachdb", "sqlserver", "mongodb"])("%s alone is not linted, least of all as PostgreSQL", async (provider) => {
    expect(await refusal(of(provider))).toEqual([`error: ${SCHEMA} uses ${provider}, which is not supported yet: its migrations are not linted.`, supported]);
  });

  test("mysql beside PostgreSQL is a note", async () => {
    const { exitCode, findings, said } = await see({ ...of("mysql", "a"), ...Object.fromEntries(Object.entries(next('DROP TABLE "User";')).map(([path, content]) => [`b/${path}`, content])) });
    expect({ exitCode, findings, said }).toEqual({
      exitCode: 1,
      findings: [`no-drop-table b/${NEXT}:1:1`],
      said: ["note: a/prisma/schema.prisma uses mysql, which is not supported yet: its migrations are not linted."],
    });
  });

  test("one that does not exist", async () => {
    expect(await refusal(of("oracle"))).toEqual([`error: The database provider "oracle" of ${SCHEMA} is not known: give --provider postgresql if it is PostgreSQL. Its migrations are not linted.`, supported]);
  });
});

describe("the configuration", () => {
  const known = '"extends", "rules", "postgresVersion", "prismaVersion", "defaultSchema", "timeZone", "tables", "smallTableRows", "rates", "since", "deployed", "lockTimeout", "suppress", "ignoreMigrations", "runner", "projects", "$schema"';
  test.each<readonly [string, string, readonly string[]]>([
    ["half of it", '{ "rules": ', [`error: ${CONFIG} is not valid JSON: Unexpected end of JSON input.`, `  Correct ${CONFIG}.`]],
    ["an array", "[]", [`error: ${CONFIG}: this must be an object with the configuration, not an array.`, "  Write an object with the configuration there."]],
    ["null", "null", [`error: ${CONFIG}: this must be an object with the configuration, not null.`, "  Write an object with the configuration there."]],
    ["an unknown key", '{"rule": {}}', [`error: ${CONFIG}: there is no key "rule".`, '  Did you mean "rules"?']],
    ["a key like no other", '{"x": {}}', [`error: ${CONFIG}: there is no key "x".`, `  Known: ${known}.`]],
    ["an unknown rule", '{"rules": {"no-drop-tabel": "off"}}', [`error: ${CONFIG}: rules: there is no rule "no-drop-tabel".`, '  Did you mean "no-drop-table"?']],
    ["an unknown severity", '{"rules": {"no-drop-table": "eror"}}', [`error: ${CONFIG}: rules["no-drop-table"]: this must be one of "off", "warn", "error", not "eror".`, '  Did you mean "error"?']],
    ["an unknown option", '{"rules": {"no-drop-table": ["error", {"allowIgnord": true}]}}', [`error: ${CONFIG}: rules["no-drop-table"][1]: there is no option "allowIgnord".`, '  Did you mean "allowIgnored"?']],
    ["a wrong type", '{"rules": []}', [`error: ${CONFIG}: rules: this must be an object of rules, not an array.`, "  Write an object of rules there."]],
    ["a word for a number", '{"smallTableRows": "many"}', [`error: ${CONFIG}: smallTableRows: this must be a whole number from 0 up, not "many".`, "  Write a whole number from 0 up there."]],
    ["an unknown preset", '{"extends": ["recomended"]}', [`error: ${CONFIG}: extends: there is no preset or package "recomended".`, '  Did you mean "recommended"?']],
  ])("%s", async (_name, text, expected) => {
    expect(await refusal({ ...project, [CONFIG]: text })).toEqual(expected);
  });

  test.each<readonly [string, string, string]>([
    ["does not parse", "export default { rules: ", "ParseError: Unexpected token"],
    ["throws", 'throw new Error("no\\nstack");', "no"],
    ["imports what is not there", 'import "./gone.js";', "Cannot find module './gone.js'"],
  ])("a module that %s", async (_name, text, why) => {
    const [first, second, ...more] = await refusal({ ...project, "prisma-migrate-lint.config.ts": text });
    expect([first?.startsWith(`error: prisma-migrate-lint.config.ts cannot be loaded: ${why}`), second, more]).toEqual([true, "  Correct prisma-migrate-lint.config.ts.", []]);
  });
});

describe("the command line", () => {
  const help = "  `prisma-migrate-lint COMMAND --help` lists what there is.";
  const lists = "  `prisma-migrate-lint --help` lists the commands.";
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["an unknown option", ["--lates", "1"], ["error: Unknown option '--lates': did you mean --latest?", help]],
    ["an unknown option of a command", ["schema", "--att", "1"], ["error: Unknown option '--att': did you mean --at?", help]],
    ["an option without its value", ["--latest"], ["error: Option '--latest <n>' argument missing.", help]],
    ["options that exclude each other", ["--all", "--latest", "2"], ["error: Option '--all' cannot be used with option '--latest <n>'.", help]],
    ["an unknown command", ["rulez"], ['error: There is no command, file or migration named "rulez": did you mean "rules"?', lists]],
    ["a word like no command", ["xyzzy"], ["error: There is no file, folder or migration named xyzzy.", "  Give a path relative to the working directory, or a migration's full folder name."]],
    ["an unknown format", ["--format", "jsn"], ['error: There is no format "jsn": did you mean "json"?', "  Formats are pretty, compact, json, sarif, github, gitlab, junit, checkstyle, markdown."]],
    ["an unknown preset", ["--preset", "strct"], ['error: --preset does not know "strct": did you mean "strict"?', "  Give --preset recommended or strict."]],
    ["an unknown rule", ["--rule", "no-drop-tabel: off"], [`error: --rule 'no-drop-tabel: off': there is no rule "no-drop-tabel".`, '  Did you mean "no-drop-table"?']],
    ["no number", ["--max-warnings", "x"], ['error: --max-warnings wants a whole number of 0 or more, not "x".', "  Write for example `--max-warnings 1`."]],
    ["a configuration that is not there", ["--config", "nope.json"], ["error: The configuration nope.json does not exist.", "  Check the path given with --config."]],
    ["a configuration that is a folder", ["--config", "prisma"], ["error: The configuration prisma is a folder.", "  Check the path given with --config."]],
    ["a folder that is not there", ["--cwd", "nope"], ["error: The folder CWD/nope does not exist.", "  Give one that does with --cwd."]],
    ["an unknown migration", ["schema", "--at", "1_int"], ['error: There is no migration "1_int": did you mean "1_init"?', "  Give --at the name of a migration's folder, or its path."]],
    ["an unknown rule to explain", ["explain", "no-drop-tabel"], ['error: There is no rule "no-drop-tabel".', '  Did you mean "no-drop-table"? `prisma-migrate-lint rules` lists them all.']],
    ["a base without git", ["--since", "main"], ['error: "main" cannot be looked up: there is no git repository here.', "  Run this inside the repository, with git installed, or leave the ref out."]],
  ])("%s", async (_name, argv, expected) => {
    expect(await refusal(project, ...argv)).toEqual(expected);
  });

  test("a base that is not there", async () => {
    const cwd = tempProject(project);
    for (const words of [["init", "-b", "main"], ["add", "."], ["commit", "-m", "all"]]) execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...words], { cwd, stdio: "ignore" });
    expect(await runIn({ cwd }, "--since", "mian")).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: 'error: "mian" (--since) is not a commit in this clone.\n  Check the spelling: `git branch --all` lists the branches that are here.\n',
    });
  });
});
