import type { Node } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import type { StatementText } from "../text/statement-text.js";
import { kindOf } from "../tree.js";

/** What CREATE SCHEMA makes besides, each with its text, in the order in which the server makes it (source: transformCreateSchemaStmtElements). */
export function schemaElements(text: StatementText, from: number, nodes: readonly Node[]): { readonly text: StatementText; readonly node: Node }[] {
  const starts: number[] = [];
  let depth = 0;
  for (let number = from; number < text.range.to; number++) {
    const word = text.word(number);
    if (word === "(") depth += 1;
    else if (word === ")") depth -= 1;
    // WITH GRANT OPTION starts nothing.
    else if (depth === 0 && (word === "create" || (word === "grant" && text.word(number - 1) !== "with"))) starts.push(number);
  }
  const elements = nodes.flatMap((node, at) => {
    const start = starts[at];
    return start === undefined ? [] : [{ node, text: text.part({ from: start, to: starts[at + 1] ?? text.range.to }) }];
  });
  return elements.sort((a, b) => ORDER.indexOf(kindOf(a.node)) - ORDER.indexOf(kindOf(b.node)));
}

const ORDER = ["CreateSeqStmt", "CreateStmt", "ViewStmt", "IndexStmt", "CreateTrigStmt", "GrantStmt"];

/** Names without a schema are those of the new one, where it has them. */
export function inSchema(operations: readonly Operation[], schema: string): Operation[] {
  const made = new Set(operations.flatMap((operation) => (operation.kind === "createTable" || operation.kind === "createView" || operation.kind === "createSequence" ? [operation.name.name] : [])));
  return operations.map((operation) => qualified(operation, schema, made));
}

function qualified<T>(value: T, schema: string, made: ReadonlySet<string>): T;
function qualified(value: unknown, schema: string, made: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => qualified(item, schema, made));
  if (typeof value !== "object" || value === null) return value;
  const moved: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) moved[key] = qualified(item, schema, made);
  if ("schema" in value && value.schema === undefined && "span" in value && "name" in value && typeof value.name === "string" && made.has(value.name)) moved.schema = schema;
  const { path } = moved;
  if (Array.isArray(path) && path.length === 1 && made.has(String(path[0])) && !("kind" in value && value.kind !== "relation" && value.kind !== "regclass")) moved.path = [schema, ...path.map(String)];
  return moved;
}
