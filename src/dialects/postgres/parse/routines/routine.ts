import { parseSync, type CreateFunctionStmt, type Node } from "libpg-query";
import type { CalledRoutine, Routine, RoutineStatement, Variable } from "../../../../model/routine.js";
import { SourceText } from "../../../../text/source-text.js";
import { bodyReader, withoutColumns, type ReadStatements } from "./body-reader.js";
import { parsedBody } from "./do-block.js";
import { valueOf } from "./evaluate.js";
import { routineOf } from "./plpgsql.js";
import { constantText, strings } from "../tree.js";

/** The body of a function or procedure by the statements that made and changed it; undefined for a language that is not read. */
export function routineFrom(definitions: readonly string[], read: ReadStatements): CalledRoutine | undefined {
  const [made = "", ...changes] = definitions;
  const node = statementOf(made);
  if (node === undefined || !("CreateFunctionStmt" in node)) return undefined;
  const options = [...(node.CreateFunctionStmt.options ?? [])];
  for (const change of changes) {
    const altered = statementOf(change);
    if (altered && "AlterFunctionStmt" in altered) options.push(...(altered.AlterFunctionStmt.actions ?? []));
  }
  const routine = bodyOf(made, node.CreateFunctionStmt, read);
  return routine && { routine, searchPath: searchPathIn(options) };
}

function statementOf(sql: string): Node | undefined {
  try {
    return parseSync(sql).stmts?.[0]?.stmt;
  } catch {
    return undefined;
  }
}

function bodyOf(sql: string, node: CreateFunctionStmt, read: ReadStatements): Routine | undefined {
  const source = new SourceText("", sql);
  const whole = { start: 0, end: sql.length };
  const language = strings([option(node.options, "language") ?? {} as never]).at(0)?.toLowerCase() ?? "sql";
  const parameters = (node.parameters ?? []).flatMap((parameter) => ("FunctionParameter" in parameter && parameter.FunctionParameter.mode !== "FUNC_PARAM_TABLE" ? [parameter.FunctionParameter] : []));
  if (language === "plpgsql") {
    // The module knows the arguments of a trigger as NEW and OLD only.
    const given = parameters.every(({ mode }) => mode !== "FUNC_PARAM_OUT") ? parameters.length : 0;
    const routine = routineOf(parsedBody(sql), given, bodyReader(source, whole, whole, read));
    const defaults = parameters.map(({ defexpr }) => literalOf(defexpr));
    return routine && { ...routine, variables: routine.variables.map((variable) => ({ ...variable, initial: variable.initial ?? (variable.argument === undefined ? undefined : defaults[variable.argument]) })) };
  }
  if (language !== "sql") return undefined;
  const written = node.sql_body === undefined ? stringsIn(option(node.options, "as"))[0] : /\bBEGIN\s+ATOMIC\b([\s\S]*)\bEND\s*;?\s*$/i.exec(sql)?.[1];
  if (written === undefined) return { variables: [], body: [], span: whole };
  const variables = parameters.map(({ name }, argument): Variable => ({ name: name ?? "", initial: undefined, argument }));
  const body: RoutineStatement[] = [{ kind: "run", operations: read(new SourceText("", written)).map(withoutColumns), into: [], query: undefined }];
  return { variables, body, span: whole };
}

/** A default as SQL, where it is a literal. */
function literalOf(node: Node | undefined): string | undefined {
  const value = valueOf(node, { variables: new Map(), rows: [], database: undefined });
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  return typeof value === "number" || typeof value === "boolean" || value === null ? String(value) : undefined;
}

function option(nodes: readonly Node[] | undefined, name: string): Node | undefined {
  for (const node of nodes ?? []) if ("DefElem" in node && node.DefElem.defname === name) return node.DefElem.arg;
  return undefined;
}

function stringsIn(node: Node | undefined): string[] {
  return node !== undefined && "List" in node ? strings(node.List.items) : [];
}

/** The last one counts. */
function searchPathIn(options: readonly Node[]): readonly string[] | undefined {
  let path: readonly string[] | undefined;
  for (const node of options) {
    const set = "DefElem" in node && node.DefElem.defname === "set" ? node.DefElem.arg : undefined;
    if (set === undefined || !("VariableSetStmt" in set) || set.VariableSetStmt.name !== "search_path") continue;
    path = set.VariableSetStmt.kind === "VAR_SET_VALUE" ? (set.VariableSetStmt.args ?? []).flatMap((argument) => ("A_Const" in argument ? (constantText(argument.A_Const) ?? []) : [])) : undefined;
  }
  return path;
}
