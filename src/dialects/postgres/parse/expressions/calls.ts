import type { Node } from "libpg-query";
import type { RoutineCall } from "../../../../model/routine.js";
import { isHarmless } from "../../catalog/harmless-functions.js";
import { nameOf } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { strings, walk } from "../tree.js";

/** Functions and procedures that a query or a change of rows calls, without common ones of PostgreSQL's own. */
export function callsIn(text: StatementText, node: Node): RoutineCall[] {
  const calls: RoutineCall[] = [];
  if (!MAY_CALL.some((kind) => kind in node)) return calls;
  walk(node, (child) => {
    const call = "FuncCall" in child ? child.FuncCall : "CallStmt" in child ? child.CallStmt.funccall : undefined;
    if (call === undefined) return true;
    const path = strings(call.funcname);
    if (path.length < 3 && path[0] !== "pg_catalog" && !(path.length === 1 && BUILT_IN.has(path[0] ?? ""))) {
      const { schema, name } = nameOf(path);
      calls.push({ schema, name, arguments: argumentsOf(text, text.at(call.location), path, call.args ?? []), ...(isHarmless(schema, name) && { harmless: true }), ...(name === "setval" && { setsSequence: true }) });
    }
    // CALL holds its function unwrapped.
    return "FuncCall" in child;
  });
  return calls;
}

const MAY_CALL = ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CallStmt"] as const;

const BUILT_IN: ReadonlySet<string> = new Set(
  `array_agg array_append array_length array_position array_remove array_to_string avg bool_and bool_or btrim cardinality ceil concat concat_ws count currval date_trunc decode digest encode
  extract first_value floor format gen_random_uuid generate_series json_agg json_array_elements json_build_object jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_build_array
  jsonb_build_object jsonb_each jsonb_object_agg jsonb_set jsonb_typeof lag lead left length lower lpad ltrim make_interval max md5 min nextval now nullif position random rank regexp_replace
  replace right round row_number row_to_json rpad rtrim set_config split_part string_agg string_to_array strpos substr substring sum to_char to_date to_json to_jsonb to_timestamp
  translate trim unnest upper uuid_generate_v4`.split(/\s+/),
);

/** As they are written; without them where they are named or variadic. */
function argumentsOf(text: StatementText, number: number, path: readonly string[], nodes: readonly Node[]): string[] {
  const open = number === -1 ? -1 : number + 2 * path.length - 1;
  if (open === -1 || text.word(open) !== "(" || nodes.some((node) => "NamedArgExpr" in node)) return nodes.map(() => "NULL::unknown");
  const parts = text.parts(text.inside(open));
  return nodes.map((_, at) => {
    const part = parts[at];
    return part === undefined ? "NULL::unknown" : text.source.slice(text.spanOf(part));
  });
}
