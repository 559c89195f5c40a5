import type { TypeName as TypeNode } from "libpg-query";
import type { TypeName } from "../../../model/name.js";
import type { Span } from "../../../text/source-text.js";
import { nameOf } from "./names.js";
import type { StatementText } from "./text/statement-text.js";
import { constantText, typePath } from "./tree.js";

/** What serial columns are made of. */
const SERIALS: ReadonlyMap<string, string> = new Map([
  ["serial", "int4"], ["serial4", "int4"], ["bigserial", "int8"], ["serial8", "int8"], ["smallserial", "int2"], ["serial2", "int2"],
]);

/** The type of a column: serial and its kin are no types but an integer with a sequence. */
export function columnType(text: StatementText, node: TypeNode): { readonly type: TypeName; readonly serial: boolean } {
  const type = typeName(text, node);
  const integer = type.schema === undefined ? SERIALS.get(type.name) : undefined;
  return integer === undefined ? { type, serial: false } : { type: { ...type, name: integer }, serial: true };
}

export function typeName(text: StatementText, node: TypeNode): TypeName {
  const name = nameOf(typePath(node));
  return { ...name, modifiers: modifiers(text, node, name.name), dimensions: node.arrayBounds?.length ?? 0 };
}

/** From a type's first token up to a limit, which is the first of what can follow it: storage options, constraints, USING. */
export function typeSpan(text: StatementText, node: TypeNode, to: number): Span {
  const from = text.at(node.location);
  const option = text.find({ from: from + 1, to }, "storage", "compression", "options");
  return text.spanOf({ from, to: option === -1 ? to : option });
}

function modifiers(text: StatementText, node: TypeNode, name: string): string[] {
  const nodes = node.typmods ?? [];
  if (nodes.length === 0) return [];
  const values: string[] = [];
  for (const modifier of nodes) {
    const value = "A_Const" in modifier ? constantText(modifier.A_Const) : undefined;
    // `geometry(Point, 4326)`: the type's own input function reads them, so they stay as written.
    if (value === undefined || value === null || ("A_Const" in modifier && modifier.A_Const.sval !== undefined)) return writtenModifiers(text, node);
    values.push(value);
  }
  return name === "interval" ? intervalModifiers(values) : values;
}

function writtenModifiers(text: StatementText, node: TypeNode): string[] {
  const after = text.dotted(text.at(node.location)).to;
  if (text.word(after) !== "(") return [];
  return text.parts(text.inside(after)).map((part) => text.source.slice(text.spanOf(part)));
}

/** Bits of datetime.h: `interval day to second(3)` is a mask and a precision. */
const INTERVAL_FIELDS: ReadonlyMap<string, string> = new Map([
  ["4", "year"], ["2", "month"], ["8", "day"], ["1024", "hour"], ["2048", "minute"], ["4096", "second"], ["6", "year to month"],
  ["1032", "day to hour"], ["3080", "day to minute"], ["7176", "day to second"], ["3072", "hour to minute"], ["7168", "hour to second"], ["6144", "minute to second"],
]);

/** `["day to second", "3"]`, `["3"]`, `["year"]`. */
function intervalModifiers([mask = "", precision]: readonly string[]): string[] {
  const fields = INTERVAL_FIELDS.get(mask);
  return [...(fields === undefined ? [] : [fields]), ...(precision === undefined ? [] : [precision])];
}

/** Types that casts name without their schema and that no migration can rename. */
export function isBuiltInType(path: readonly string[]): boolean {
  return path.length === 1 && BUILT_IN.has(path[0] ?? "");
}

const BUILT_IN: ReadonlySet<string> = new Set(
  `bool bytea char name int8 int2 int2vector int4 regproc text oid tid xid cid oidvector json xml jsonb jsonpath xid8 point lseg path box polygon line circle
  float4 float8 money macaddr inet cidr macaddr8 aclitem bpchar varchar date time timestamp timestamptz interval timetz bit varbit numeric refcursor regprocedure regoper regoperator
  regclass regcollation regtype regrole regnamespace uuid pg_lsn tsvector gtsvector tsquery regconfig regdictionary txid_snapshot pg_snapshot int4range numrange tsrange tstzrange
  daterange int8range int4multirange nummultirange tsmultirange tstzmultirange datemultirange int8multirange record cstring any anyarray void trigger anyelement unknown
  event_trigger language_handler internal anynonarray anyenum fdw_handler index_am_handler tsm_handler table_am_handler anyrange anycompatible anycompatiblearray anycompatiblenonarray
  anycompatiblerange anymultirange anycompatiblemultirange`.split(/\s+/),
);
