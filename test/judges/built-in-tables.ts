import type { JudgedDatabase } from "./database-pool.js";

/** What the catalogs of one major version have of functions, types, casts and operators, as far as the tables below tell of it. */
export interface BuiltIn {
  readonly version: number;
  readonly functions: readonly FunctionRow[];
  readonly types: readonly TypeRow[];
  readonly casts: readonly CastRow[];
  readonly operators: readonly OperatorRow[];
}

export interface FunctionRow { readonly name: string; readonly least: number; readonly most: number; readonly variadic: boolean; readonly kind: string; readonly rows: boolean; readonly volatility: string; readonly result: string; readonly callable: boolean }
interface TypeRow { readonly name: string; readonly category: string; readonly reads: string; readonly writes: string }
interface CastRow { readonly source: string; readonly target: string; readonly context: string; readonly stable: boolean }
interface OperatorRow { readonly name: string; readonly left: string; readonly right: string; readonly result: string }

/** Types of columns that claims are made of. */
const KNOWN = "int2 int4 int8 float4 float8 numeric money oid text varchar bpchar name bool bytea uuid date timestamp timestamptz time timetz interval json jsonb inet cidr macaddr macaddr8 bit varbit".split(" ");

/** Without those that take what SQL has no values of. `callable`: not only operators, types and index methods call it. */
const FUNCTIONS = `
  SELECT proname AS name, pronargs - pronargdefaults AS least, pronargs AS most, provariadic <> 0 AS variadic, prokind AS kind, proretset AS rows, provolatile AS volatility, t.typname AS result,
    prokind <> 'f' OR (prorettype NOT IN ('trigger'::regtype, 'internal'::regtype, 'event_trigger'::regtype)
      AND proname !~ '^(binary_upgrade|pg_stat|pg_get_repl|pg_ls|has_|ts_debug|gin_|gist_|RI_|currtid|bt|hash|int[248]_|float[48]_|database_to|schema_to|fmgr_|dsnowball)' AND proname !~ '(cmp|_larger|_smaller|larger|smaller|_hash|_hash_extended|_statefunc|_transfn|_subdiff|_canonical|_avg_accum|_accum|_combine)$'
      AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
      AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout))) AS callable
  FROM pg_proc p JOIN pg_type t ON t.oid = prorettype WHERE pronamespace = 'pg_catalog'::regnamespace AND NOT 'internal'::regtype = ANY (proargtypes)
  ORDER BY 1, p.oid`;

const TYPES = `
  SELECT t.typname AS name, t.typcategory AS category, i.provolatile AS reads, o.provolatile AS writes
  FROM pg_type t JOIN pg_proc i ON i.oid = t.typinput JOIN pg_proc o ON o.oid = t.typoutput WHERE t.typnamespace = 'pg_catalog'::regnamespace`;

const CASTS = `
  SELECT s.typname AS source, t.typname AS target, castcontext AS context, coalesce(p.provolatile <> 'i', false) AS stable
  FROM pg_cast JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget LEFT JOIN pg_proc p ON p.oid = castfunc WHERE pg_cast.oid < 16384`;

const OPERATORS = `
  SELECT oprname AS name, coalesce(l.typname, '') AS left, coalesce(r.typname, '') AS right, t.typname AS result
  FROM pg_operator LEFT JOIN pg_type l ON l.oid = oprleft LEFT JOIN pg_type r ON r.oid = oprright JOIN pg_type t ON t.oid = oprresult WHERE oprnamespace = 'pg_catalog'::regnamespace`;

export async function builtInOf(server: Pick<JudgedDatabase, "query">, version: number): Promise<BuiltIn> {
  const rows = async <Row>(sql: string, read: (row: Readonly<Record<string, unknown>>) => Row): Promise<Row[]> => (await server.query(sql)).rows.map((row) => read({ ...(row as object) }));
  const text = (value: unknown): string => String(value);
  return {
    version,
    functions: await rows(FUNCTIONS, (row) => ({ name: text(row["name"]), least: Number(row["least"]), most: Number(row["most"]), variadic: row["variadic"] === true, kind: text(row["kind"]), rows: row["rows"] === true, volatility: text(row["volatility"]), result: text(row["result"]), callable: row["callable"] === true })),
    types: await rows(TYPES, (row) => ({ name: text(row["name"]), category: text(row["category"]), reads: text(row["reads"]), writes: text(row["writes"]) })),
    casts: await rows(CASTS, (row) => ({ source: text(row["source"]), target: text(row["target"]), context: text(row["context"]), stable: row["stable"] === true })),
    operators: await rows(OPERATORS, (row) => ({ name: text(row["name"]), left: text(row["left"]), right: text(row["right"]), result: text(row["result"]) })),
  };
}

/** How many arguments a function takes: `1`, `2-4`, `1+`, `0,2`. */
type Counts = string;

/** Names by what `counts` gives for them. */
type Grouped = readonly (readonly [of: string, names: readonly string[]])[];

/** All names without those in `pg_`, by how many arguments they take. */
export const argumentCounts = (functions: readonly FunctionRow[]): Grouped => grouped([...byName(functions.filter(isTold))].map(([name, rows]) => [counts(rows), name]));

const isTold = ({ name }: Pick<FunctionRow, "name">): boolean => !name.startsWith("pg_");

/** What is callable and not in the first version, by the first version that has it. */
export function newerFunctions(versions: readonly BuiltIn[]): Grouped {
  const since = new Map<string, number>();
  for (const { version, functions } of versions) for (const { name, callable } of functions.filter(isTold)) if (callable && !since.has(name)) since.set(name, version);
  const first = versions[0];
  for (const { name } of first?.functions ?? []) since.delete(name);
  return grouped([...since].map(([name, version]) => [String(version), name]));
}

/** What others have beside `functions`: `name/2`. */
export function furtherCounts(functions: readonly FunctionRow[], others: readonly Pick<FunctionRow, "name" | "least" | "most" | "variadic">[]): string[] {
  const known = byName(functions.filter(isTold));
  const further = others.filter((row) => isTold(row) && !(known.get(row.name) ?? []).some((own) => own.least <= row.least && (own.variadic || (!row.variadic && own.most >= row.most))));
  return [...byName(further)].map(([name, rows]) => `${name}/${counts(rows)}`).sort();
}

/** `name/1`, `name/1-2`: each number of arguments for which `is` is true of all overloads. */
export function overloads(functions: readonly FunctionRow[], is: (row: FunctionRow) => boolean): string[] {
  const found: string[] = [];
  for (const [name, rows] of byName(functions.filter(isTold))) {
    const matching = rows.filter(is);
    const others = rows.filter((row) => !is(row));
    const sure = matching.filter((row) => !others.some((other) => overlap(row, other)));
    if (sure.length > 0 && matching.some(({ callable }) => callable)) found.push(`${name}/${counts(sure)}`);
  }
  return found.sort();
}

export const aggregates = (functions: readonly FunctionRow[]): string[] => overloads(functions, ({ kind }) => kind === "a");
export const windows = (functions: readonly FunctionRow[]): string[] => overloads(functions, ({ kind }) => kind === "w");
export const givingRows = (functions: readonly FunctionRow[]): string[] => overloads(functions, ({ rows }) => rows);

/** The call of a type's name with a constant is that constant. */
export const mutable = (functions: readonly FunctionRow[]): string[] => overloads(functions, ({ volatility, name, result, least }) => volatility !== "i" && !(name === result && least === 1));

/** By the one type that all overloads of a number of arguments give. EXTRACT is float8 in 13, by another function. */
export const results = (functions: readonly FunctionRow[]): Grouped =>
  [...KNOWN].sort().map((type) => [type, overloads(functions.filter(({ name }) => name !== "extract"), (row) => row.result === type && !row.rows)] as const).filter(([, names]) => names.length > 0);

const overlap = (a: FunctionRow, b: FunctionRow): boolean => (a.variadic || a.most >= b.least) && (b.variadic || b.most >= a.least);

function byName<Row extends Pick<FunctionRow, "name">>(functions: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of functions) found.set(row.name, [...(found.get(row.name) ?? []), row]);
  return found;
}

function counts(rows: readonly Pick<FunctionRow, "least" | "most" | "variadic">[]): Counts {
  const open = Math.min(...rows.map(({ least, variadic }) => (variadic ? least : Infinity)));
  const taken = new Set(rows.flatMap(({ least, most }) => Array.from({ length: most - least + 1 }, (_, at) => least + at)));
  const parts: string[] = [];
  for (const count of [...taken].filter((each) => each < open).sort((a, b) => a - b)) {
    const [from, to] = (parts.at(-1) ?? "").split("-");
    if (from !== undefined && Number(to ?? from) === count - 1 && from !== "") parts[parts.length - 1] = `${from}-${count}`;
    else parts.push(String(count));
  }
  if (open === Infinity) return parts.join(",");
  const [from, to] = (parts.at(-1) ?? "").split("-");
  const joins = from !== "" && Number(to ?? from) === open - 1;
  return [...(joins ? parts.slice(0, -1) : parts), `${joins ? from : open}+`].join(",");
}

export const categories = ({ types }: BuiltIn): Grouped => grouped(types.filter(({ name }) => KNOWN.includes(name)).map(({ name, category }) => [category, name]));

/** Of known types to any; `context`: `i`, `a` or `e`. */
export const castsOf = (versions: readonly BuiltIn[], context: string): Grouped => grouped(versions.flatMap(({ casts }) => casts.filter((cast) => cast.context === context && cast.source !== cast.target && KNOWN.includes(cast.source)).map(({ source, target }): [string, string] => [source, target])));

/** Casts between known types that no version does without what may change from one session to another. */
export function stableCasts(versions: readonly BuiltIn[]): Grouped {
  const isStable = (source: string, target: string): boolean => versions.every(({ casts, types }) => {
    const cast = casts.find((one) => one.source === source && one.target === target);
    const [from, to] = [source, target].map((name) => types.find((type) => type.name === name));
    return cast ? cast.stable : from !== undefined && to !== undefined && (from.category === "S" || to.category === "S") && (from.writes !== "i" || to.reads !== "i");
  });
  return grouped(KNOWN.flatMap((source) => KNOWN.filter((target) => target !== source && isStable(source, target)).map((target): [string, string] => [source, target])));
}

/** Those that a known type can stand at one side of: `name result`, and `left,right` of each. */
export function operatorsOf(versions: readonly BuiltIn[]): Grouped {
  const reached = new Set([...KNOWN, ...versions.flatMap(({ casts }) => casts.filter(({ source, context }) => context === "i" && KNOWN.includes(source)).map(({ target }) => target))]);
  const may = (type: string): boolean => reached.has(type) || reached.has(type.replace(/^_/, "")) || type.startsWith("any");
  return grouped(versions.flatMap(({ operators }) => operators.filter(({ left, right }) => may(left) || may(right)).map(({ name, left, right, result }): [string, string] => [`${name} ${result}`, `${left},${right}`])));
}

function grouped(pairs: readonly (readonly [of: string, name: string])[]): Grouped {
  const found = new Map<string, Set<string>>();
  for (const [of, name] of pairs) found.set(of, (found.get(of) ?? new Set()).add(name));
  return [...found].map(([of, names]) => [of, [...names].sort()] as const).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** As an array in TypeScript. */
export const printed = (groups: Grouped): string => `[\n${groups.map(([of, names]) => `  [${JSON.stringify(of)}, \`${wrapped(names)}\`],\n`).join("")}]`;

export function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const line = lines.at(-1);
    if (line === undefined || line.length + name.length > 150) lines.push(name);
    else lines[lines.length - 1] = `${line} ${name}`;
  }
  return lines.join("\n  ");
}
