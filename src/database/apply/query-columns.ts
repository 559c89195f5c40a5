import type { Column, Database, DataType, Refusal, Table } from "../../model/database.js";
import type { NameInExpression, RelationInQuery } from "../../model/name.js";
import type { CreateTable, QueryOutput } from "../../model/operation.js";
import type { DerivedTable } from "../../model/operation-tables.js";
import { bindType, tableNamed } from "../names/bind.js";
import { said, type ChangeContext } from "./change.js";
import { columnsOf, starColumns, type ColumnsOf, type StarColumn } from "../names/expand-stars.js";
import { functionCalled, isRoutine } from "../names/find-object.js";

type QueryOfTable = Pick<CreateTable, "asQuery" | "outputs" | "united" | "outputColumns">;

/** Columns of CREATE TABLE AS; none and unknown when not all of them can be told. */
export function columnsOfQuery(operation: QueryOfTable, database: Database, context: ChangeContext): Pick<Table, "columns" | "columnsUnknown"> {
  const columns: Column[] = [];
  const query = { arms: [operation.outputs ?? [], ...(operation.united ?? [])], columns: operation.outputColumns ?? [] };
  for (const { name, type, collation } of sourcesOfQuery(query, { query: operation.asQuery, database }) ?? []) {
    if (columns.some((column) => column.name === name)) return { columns: [], columnsUnknown: true };
    columns.push({ id: context.newId(), name, type, collation, notNull: false, default: undefined, identity: undefined, generated: undefined });
  }
  return { columns, columnsUnknown: columns.length === 0 };
}

/** The first name that two columns of CREATE TABLE AS have. */
export function columnTwice(operation: QueryOfTable, database: Database): string | undefined {
  const query = { arms: [operation.outputs ?? [], ...(operation.united ?? [])], columns: operation.outputColumns ?? [] };
  const names = (sourcesOfQuery(query, { query: operation.asQuery, database }) ?? []).map(({ name }) => name);
  return names.find((name, at) => names.includes(name, at + 1));
}

/** A row of no type of its own, which no relation can hold. */
export function refusedColumn(operation: QueryOfTable, database: Database): Refusal | undefined {
  const query = { arms: [operation.outputs ?? [], ...(operation.united ?? [])], columns: operation.outputColumns ?? [] };
  const record = sourcesOfQuery(query, { query: operation.asQuery, database })?.find(({ type }) => type.userType === undefined && type.name === "record");
  return record && { code: "42P16", message: `column ${said(record.name)} has pseudo-type record${record.type.array ? "[]" : ""}` };
}

interface Place {
  /** The whole of it, in whose text all outputs have their places. */
  readonly query: CreateTable["asQuery"];
  readonly database: Database;
}

interface Source extends Pick<Column, "name" | "type" | "collation"> { readonly untyped?: boolean }

/** Undefined where not all of them can be told. */
function sourcesOfQuery({ arms, columns, added = [] }: DerivedTable, place: Place): Source[] | undefined {
  const united = arms.map((outputs) => sourcesOfArm(outputs.map((output) => (output.star === undefined ? { ...output, name: output.name ?? "" } : output)), place));
  const found: Source[] = [];
  for (const [at, source] of (united[0] ?? []).entries()) {
    const common = united.reduce<Source | undefined>((sofar, arm) => commonOf(sofar, arm?.[at]), source);
    const name = columns[at] ?? source.name;
    if (!common || name === "") return undefined;
    found.push({ name, type: common.type, collation: common.collation });
  }
  for (const source of sourcesOfArm(added, place) ?? []) found.push({ ...source, name: columns[found.length] ?? source.name });
  return found.length === 0 ? undefined : found;
}

function sourcesOfArm(outputs: readonly QueryOutput[], place: Place): readonly Source[] | undefined {
  const found: Source[] = [];
  for (const output of outputs) {
    const sources = sourcesOf(output, place);
    if (!sources) return undefined;
    found.push(...sources.map((source) => (output.untyped === true ? { ...source, untyped: true } : source)));
  }
  return found;
}

const NUMBERS = ["int2", "int4", "int8", "numeric", "float4", "float8"];

/** The type of what UNION unites, where it is clear: one type, or numbers (source: select_common_type). */
function commonOf(a: Source | undefined, b: Source | undefined): Source | undefined {
  if (!a || !b || a === b) return a && b;
  if (a.untyped === true && b.untyped === true) return a;
  if (a.untyped === true || b.untyped === true) {
    const { type, collation } = a.untyped === true ? b : a;
    return { name: a.name, type: { ...type, modifiers: [] }, collation };
  }
  const [one, other] = [a.type, b.type];
  const collation = a.collation?.name === b.collation?.name ? a.collation : undefined;
  if (one.userType === other.userType && one.name === other.name && one.array === other.array) return { ...a, collation, type: one.modifiers.join() === other.modifiers.join() ? one : { ...one, modifiers: [] } };
  const rank = ({ type }: Source): number => (type.array || type.userType !== undefined ? -1 : NUMBERS.indexOf(type.name));
  if (rank(a) === -1 || rank(b) === -1) return undefined;
  return { ...a, type: { ...(rank(a) > rank(b) ? one : other), modifiers: [] } };
}

function sourcesOf(output: QueryOutput, place: Place): readonly Source[] | undefined {
  const { query, database } = place;
  if (output.name !== undefined && output.type) return [{ name: output.name, type: bindType(output.type, database), collation: undefined }];
  if (output.name !== undefined && output.call) {
    const result = resultOf(output.call, place);
    return result && [{ ...result, name: output.name }];
  }
  const at = output.star ?? output.column;
  const name = query?.names.find((candidate) => candidate.kind === "column" && candidate.start === at);
  if (output.star !== undefined && query && !name) {
    // TABLE t
    const [relation, ...others] = query.names.filter(({ kind }) => kind !== "item");
    const table = others.length === 0 && relation?.kind === "relation" && /^\s*table\b/i.test(query.sql) ? tableNamed(relation.path, database) : undefined;
    return table && !table.columnsUnknown ? table.columns : undefined;
  }
  if (at === undefined || !name) return undefined;
  const derived: ColumnsOf = (relation) => derivedColumns(relation, place);
  if (output.star !== undefined) {
    const columns = starColumns(name, database, derived);
    const sources = columns?.flatMap(({ column, source }) => (source ? [{ name: column, type: source.type, collation: source.collation }] : []));
    return sources?.length === columns?.length ? sources : undefined;
  }
  const source = columnSource(name, database, derived);
  return source && [{ name: output.name ?? source.name, type: source.type, collation: source.collation }];
}

function derivedColumns({ alias, derived }: RelationInQuery, place: Place): StarColumn[] | undefined {
  return derived && sourcesOfQuery(derived, place)?.map((source) => ({ alias, column: source.name, source }));
}

/** The innermost query that has such a column decides. */
function columnSource({ path, from = [] }: NameInExpression, database: Database, derived: ColumnsOf): StarColumn["source"] {
  const [alias, wanted] = [path.at(-2), path.at(-1)];
  const last = Math.max(0, ...from.map((relation) => relation.depth));
  for (let depth = 0; depth <= last; depth++) {
    const here = from.filter((relation) => relation.depth === depth && (alias === undefined || relation.alias === alias));
    const known = here.map((relation) => columnsOf(relation, database) ?? derived(relation));
    const columns = known.flatMap((own) => own?.filter(({ column }) => column === wanted) ?? []);
    if (columns.length === 1) return columns[0]?.source;
    if (columns.length > 1 || known.includes(undefined)) return undefined;
  }
  return undefined;
}

type Result = Pick<Source, "type" | "collation">;

/** Of a function of the database's own for just these types, or of COALESCE, max, min, sum, avg. */
function resultOf({ path, arguments: given }: NonNullable<QueryOutput["call"]>, place: Place): Result | undefined {
  const { database } = place;
  const sources = sourcesOfArm(given.map((output) => ({ ...output, name: output.name ?? "" })), place);
  const name = path.at(-1) ?? "";
  if (sources?.length !== given.length) return undefined;
  const [first, ...others] = sources;
  if (path.length === 1 && name === "coalesce") return others.reduce<Source | undefined>(commonOf, first);
  if (path.length === 1 && AGGREGATES.has(name)) return first && others.length === 0 && !database.objects.some((object) => isRoutine(object.kind) && object.name === name) ? aggregated(name, first, database) : undefined;
  const called = functionCalled(database, { schema: path.at(-2), name }, given.length);
  if (called?.kind !== "function" || !called.returns || PSEUDO.test(called.returns.name)) return undefined;
  const fits = called.arguments.length === sources.length && called.arguments.every((type, at) => isSame(type, sources[at]?.type));
  return fits ? { type: { ...called.returns, modifiers: [] }, collation: undefined } : undefined;
}

const isSame = (a: DataType, b: DataType | undefined): boolean => b !== undefined && a.userType === b.userType && a.name === b.name && a.array === b.array;

/** `anyelement` and its like, and what no column can have. */
const PSEUDO = /^(?:any|record$|void$|trigger$|event_trigger$|cstring$|internal$)/;

const AGGREGATES: ReadonlySet<string> = new Set(["max", "min", "sum", "avg"]);
const SUMS: ReadonlyMap<string, string> = new Map([["int2", "int8"], ["int4", "int8"], ["int8", "numeric"], ["numeric", "numeric"], ["float4", "float4"], ["float8", "float8"], ["interval", "interval"]]);
const AVERAGES: ReadonlyMap<string, string> = new Map([["int2", "numeric"], ["int4", "numeric"], ["int8", "numeric"], ["numeric", "numeric"], ["float4", "float8"], ["float8", "float8"], ["interval", "interval"]]);
const EXTREMES: ReadonlyMap<string, string> = new Map([
  ...["int2", "int4", "int8", "numeric", "float4", "float8", "date", "time", "timetz", "timestamp", "timestamptz", "interval", "text", "bpchar", "inet"].map((type): [string, string] => [type, type]), ["varchar", "text"],
]);

/** pg_aggregate has these; the length and precision of what goes in are lost. */
function aggregated(name: string, { type, collation }: Source, database: Database): Result | undefined {
  if (type.userType !== undefined) return (name === "max" || name === "min") && !type.array && database.enums.some(({ id }) => id === type.userType) ? { type, collation } : undefined;
  const result = type.array ? undefined : (name === "sum" ? SUMS : name === "avg" ? AVERAGES : EXTREMES).get(type.name);
  return result === undefined ? undefined : { type: { ...type, name: result, modifiers: [] }, collation };
}
