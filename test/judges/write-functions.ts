/**
 * `npx tsx test/judges/write-functions.ts`: writes, from the catalogs of PostgreSQL 13 to 18 (published-server.ts) and of PGlite's extensions, what is known of
 * functions, types, casts and operators that no migration makes; built-in-tables.ts says which lists there are.
 */
import { writeFileSync } from "node:fs";
import { PGlite, type Extension } from "@electric-sql/pglite";
import * as tables from "./built-in-tables.js";
import { InstalledServer } from "./installed-server.js";
import { publishedInstallation, publishedVersions } from "./published-server.js";

/** Of an extension; functions of its types, operators and index methods are volatile to nobody. */
const OF_EXTENSION = `
  SELECT p.proname AS name, p.provolatile = 'v' AS volatile, pronargs - pronargdefaults AS least, pronargs AS most, provariadic <> 0 AS variadic
  FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid
  WHERE e.extname = $1`;

/** Names of its operators that have a side of the server's own type, and `=` and all others where it casts such a type by itself. */
const OPERATORS_OF_EXTENSION = `
  SELECT DISTINCT o.oprname AS name FROM pg_operator o JOIN pg_depend d ON d.classid = 'pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid
  WHERE e.extname = $1 AND (o.oprleft BETWEEN 1 AND 16383 OR o.oprright BETWEEN 1 AND 16383 OR EXISTS (SELECT FROM pg_cast c WHERE c.castcontext = 'i' AND c.castsource < 16384 AND c.casttarget IN (o.oprleft, o.oprright)))`;

/** PGlite 0.5 ships no pgvector. */
const EXTENSIONS: readonly (readonly [string, string])[] = [
  "btree_gin", "btree_gist", "citext", "cube", "dict_int", "earthdistance", "fuzzystrmatch", "hstore", "intarray", "isn", "lo", "ltree", "moddatetime", "pg_trgm", "pgcrypto", "seg", "tablefunc", "tcn", "unaccent",
].map((name) => [name, name] as const).concat([["uuid-ossp", "uuid_ossp"]]);

const all: tables.BuiltIn[] = [];
for (const version of publishedVersions) {
  const server = await InstalledServer.start(publishedInstallation(version));
  all.push(await server.with([], (database) => tables.builtInOf(database, version)));
  await server.stop();
}
const functions = all.flatMap((one) => one.functions);
const newest = all.at(-1);
if (!newest) throw new Error("no server");

/** timezone(text, timetz) was volatile before 16, and is the least used of those of its name. */
const recent = all.filter(({ version }) => version >= 16).flatMap((one) => one.functions);
const volatile = new Set(recent.filter(({ volatility }) => volatility === "v").map(({ name }) => name));
const notVolatile = [...new Set(recent.filter(({ callable, kind, name }) => callable && kind === "f" && !volatile.has(name)).map(({ name }) => name))].sort();
write(
  "assess/rewrites/known-functions",
  `/** Functions of pg_catalog that are stable or immutable in PostgreSQL 16, 17 and 18; none of them is volatile in 15.18. */
export const notVolatile: ReadonlySet<string> = new Set(
  \`${tables.wrapped(notVolatile)}\`.split(/\\s+/),
);
`,
);

interface ExtensionRow extends Pick<tables.FunctionRow, "name" | "least" | "most" | "variadic"> { readonly volatile: boolean }

const loaded: Record<string, Extension> = {};
for (const [, file] of EXTENSIONS) {
  const module: Readonly<Record<string, unknown>> = await import(`@electric-sql/pglite/contrib/${file}`);
  const extension = module[file];
  if (!isExtension(extension)) throw new Error(`no extension ${file}`);
  loaded[file] = extension;
}
const server = await PGlite.create({ extensions: loaded });
const entries: string[] = [];
const ofExtensions: ExtensionRow[] = [];
for (const [name] of EXTENSIONS) {
  await server.exec(`CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE`);
  const rows = (await server.query(OF_EXTENSION, [name])).rows.map((row): ExtensionRow => {
    const { name: own, volatile, least, most, variadic } = Object(row);
    return { name: String(own), volatile: volatile === true, least: Number(least), most: Number(most), variadic: variadic === true };
  });
  ofExtensions.push(...rows);
  const changing = new Set(rows.filter((row) => row.volatile).map((row) => row.name));
  const words = (names: Iterable<string>): string => `words(\`${tables.wrapped([...new Set(names)].sort())}\`)`;
  const operators = (await server.query(OPERATORS_OF_EXTENSION, [name])).rows.map((row) => {
    const { name: own } = Object(row);
    return String(own);
  });
  entries.push(`  ["${name}", { volatile: ${words(changing)}, notVolatile: ${words(rows.map((row) => row.name).filter((own) => !changing.has(own)))}, operators: ${words(operators)} }],`);
}
await server.close();
write(
  "catalog/extension-functions",
  `export interface ExtensionFunctions {
  readonly volatile: ReadonlySet<string>;
  /** Stable or immutable, whatever they are given. */
  readonly notVolatile: ReadonlySet<string>;
  /** Names of operators that take a type of the server's own. */
  readonly operators: ReadonlySet<string>;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\\s+/).filter((name) => name !== ""));

/** By extension, as PostgreSQL 18 has them. */
export const extensionFunctions: ReadonlyMap<string, ExtensionFunctions> = new Map([
${entries.join("\n")}
]);
`,
);

const builtInNames = new Set(functions.map(({ name }) => name));
write(
  "catalog/function-arguments",
  `type Grouped = readonly (readonly [of: string, names: string])[];

/** Functions of pg_catalog of PostgreSQL 18, without those in \`pg_\`, by how many arguments they take. */
export const argumentCounts: Grouped = ${tables.printed(tables.argumentCounts(newest.functions))};

/** What 13 to 17 have beside, and extensions with the same name. */
export const furtherCounts = \`${tables.wrapped(tables.furtherCounts(newest.functions, [...functions, ...ofExtensions.filter(({ name }) => builtInNames.has(name))]))}\`;

/** Functions that 13 does not have, by the first version that does. */
export const newerFunctions: Grouped = ${tables.printed(tables.newerFunctions(all))};
`,
);
write(
  "catalog/function-kinds",
  `/** Of pg_catalog of PostgreSQL 13 to 18, each as \`name/arguments\`: \`lag/1-3\`, \`concat/1+\`. */
export const aggregates = \`${tables.wrapped(tables.aggregates(functions))}\`;

export const windowFunctions = \`${tables.wrapped(tables.windows(functions))}\`;

/** Functions that give rows. */
export const givingRows = \`${tables.wrapped(tables.givingRows(functions))}\`;

/** Stable or volatile, whatever they are given. */
export const mutableFunctions = \`${tables.wrapped(tables.mutable(functions))}\`;

/** By the type that they give, whatever they are given. */
export const results: readonly (readonly [type: string, functions: string])[] = ${tables.printed(tables.results(functions))};
`,
);
write(
  "catalog/type-casts",
  `type Grouped = readonly (readonly [of: string, types: string])[];

/** Built-in types by pg_type.typcategory. */
export const categories: Grouped = ${tables.printed(tables.categories(newest))};

/** By type, those that it becomes by itself wherever they are wanted (PostgreSQL 13 to 18). */
export const implicitCasts: Grouped = ${tables.printed(tables.castsOf(all, "i"))};

/** Those that it becomes in a column. */
export const assignmentCasts: Grouped = ${tables.printed(tables.castsOf(all, "a"))};

/** Those that it becomes by CAST alone. Beside these, strings become all and all becomes strings. */
export const explicitCasts: Grouped = ${tables.printed(tables.castsOf(all, "e"))};

/** Casts that are not immutable. */
export const stableCasts: Grouped = ${tables.printed(tables.stableCasts(all))};
`,
);
write(
  "catalog/operators",
  `/** Of pg_catalog of PostgreSQL 13 to 18: the types left and right of them by name and result. */
export const operators: readonly (readonly [of: string, sides: string])[] = ${tables.printed(tables.operatorsOf(all))};
`,
);

function write(file: string, text: string): void {
  writeFileSync(`src/dialects/postgres/${file}.ts`, `// Written by \`npx tsx test/judges/write-functions.ts\`.\n${text}`);
}

function isExtension(value: unknown): value is Extension {
  return typeof value === "object" && value !== null && "setup" in value;
}
