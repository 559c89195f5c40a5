import { dirname, resolve } from "node:path";
import { schemaOfUrl } from "../datasource.js";
import { readText } from "../read-text.js";
import { objectOf, propertyOf, stringOf, stringsOf, type Reading } from "./evaluate.js";
import { folderOfPrismaConfig } from "./find-prisma-config.js";
import { readModule, type Expression, type ModuleScope, type ObjectNode } from "./module-scope.js";

/** What a prisma.config file says, read from its text; the user's code is never run. */
export interface PrismaConfig {
  /** Absolute. */
  readonly file: string;
  /** The folder that Prisma runs in; its default places are relative to it. */
  readonly folder: string;
  /** Absolute paths. */
  readonly schema: Reading<string>;
  readonly migrations: Reading<string>;
  readonly externalTables: readonly string[];
  readonly defaultSchema: string | undefined;
  readonly isPrisma8: boolean;
  /** What cannot be told without running the file. */
  readonly unread: readonly Unread[];
  readonly notices: readonly string[];
}

/** Worth a word as long as nobody says it in another way. */
export interface Unread {
  readonly about: "schema" | "migrations" | "both";
  readonly notice: string;
}

/** Reads a configuration; what cannot be told without running it is `unknown`, with a notice. `name` is how messages call the file. Throws `LintError` for an unreadable file. */
export async function readPrismaConfig(file: string, name: string): Promise<PrismaConfig> {
  const { text, notice } = readText(file, name);
  const folder = folderOfPrismaConfig(file);
  const notices = notice === undefined ? [] : [notice];
  const scope = await parseModule(text, file, folder);
  if (typeof scope === "string") return unreadable(file, folder, notices, `${name} cannot be parsed (${scope}): ${REMEDY}.`);
  const config = scope.exported && objectOf(scope.exported, scope);
  if (config === undefined) return unreadable(file, folder, notices, `${name} exports nothing that can be read without running it: ${REMEDY}.`);

  const lookUp = (...keys: readonly string[]): Reading<Expression> => {
    let found: Reading<Expression> = { kind: "known", value: config };
    for (const key of keys) {
      const object: ObjectNode | undefined = found.kind === "known" ? objectOf(found.value, scope) : undefined;
      if (found.kind === "known") found = object === undefined ? { kind: "unknown" } : propertyOf(object, key, scope);
    }
    return found;
  };
  const read = <T>(value: (expression: Expression, scope: ModuleScope) => T | undefined, ...keys: readonly string[]): Reading<T> => {
    const expression = lookUp(...keys);
    if (expression.kind !== "known") return expression;
    const known = value(expression.value, scope);
    return known === undefined ? { kind: "unknown" } : { kind: "known", value: known };
  };
  const path = (expression: Expression): string | undefined => {
    const written = stringOf(expression, scope);
    return written === undefined ? undefined : resolve(dirname(file), written);
  };

  const schema = read(path, "schema");
  // https://github.com/prisma/prisma, main: version 8 keeps the file's name and has other keys.
  const isPrisma8 = schema.kind === "absent" && lookUp("orm").kind !== "absent";
  if (isPrisma8) notices.push(`${name} is a configuration of Prisma 8, which is not supported yet.`);
  const migrations = read(path, "migrations", "path");
  const tables = read(stringsOf, "tables", "external");
  const url = read(stringOf, "datasource", "url");
  const unread: Unread[] = [];
  if (schema.kind === "unknown") unread.push({ about: "schema", notice: `${name}: "schema" cannot be read without running the file: ${REMEDY}.` });
  if (migrations.kind === "unknown") unread.push({ about: "migrations", notice: `${name}: "migrations.path" cannot be read without running the file: ${REMEDY}.` });
  if (tables.kind === "unknown") notices.push(`${name}: "tables.external" cannot be read without running the file: write it as an array of strings.`);
  return {
    file,
    folder,
    schema,
    migrations,
    externalTables: tables.kind === "known" ? tables.value : [],
    defaultSchema: url.kind === "known" ? schemaOfUrl(url.value) : undefined,
    isPrisma8,
    unread,
    notices,
  };
}

const REMEDY = "give --schema and --migrations, or \"projects\" in prisma-migrate-lint's configuration";

/** The module, or why it does not parse. Loaded only here: most projects have no such file. */
async function parseModule(text: string, file: string, folder: string): Promise<ModuleScope | string> {
  const { parse } = await import("@babel/parser");
  try {
    const { program } = parse(text, { sourceType: "unambiguous", plugins: ["typescript"], allowReturnOutsideFunction: true, errorRecovery: false });
    return readModule(program, file, folder);
  } catch (error) {
    if (error instanceof SyntaxError) return error.message.split("\n")[0] ?? "syntax error";
    throw error;
  }
}

function unreadable(file: string, folder: string, notices: readonly string[], notice: string): PrismaConfig {
  const unknown = { kind: "unknown" } as const;
  return { file, folder, schema: unknown, migrations: unknown, externalTables: [], defaultSchema: undefined, isPrisma8: false, unread: [{ about: "both", notice }], notices };
}
