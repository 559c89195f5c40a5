import type { AlterFunctionStmt, CreateFunctionStmt, Node, ObjectWithArgs, TypeName as TypeNode } from "libpg-query";
import type { NameInExpression, TypeName } from "../../../../model/name.js";
import type { ObjectKind } from "../../../../model/operation-objects.js";
import type { Operation } from "../../../../model/operation.js";
import { definition } from "../expressions/expression.js";
import { nameAt } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { strings } from "../tree.js";
import { typeName } from "../types.js";

/** CREATE [OR REPLACE] FUNCTION | PROCEDURE */
export function createFunction(text: StatementText, node: CreateFunctionStmt): Operation[] | undefined {
  const types = inputTypes(node.parameters);
  const number = text.after(text.range.from + 1, "or", "replace") + 1;
  return [{
    kind: "createObject",
    span: text.span,
    object: node.is_procedure === true ? "procedure" : "function",
    name: nameAt(text, number, strings(node.funcname)),
    on: undefined,
    arguments: types.map((type) => argument(text, type)),
    ...(node.returnType && !isSet(node) && { returns: argument(text, node.returnType) }),
    ...madeShell(text, node),
    replace: node.replace ?? false,
    ifNotExists: false,
    definition: definition(text, { CreateFunctionStmt: node }, text.dotted(number), [...columnTypes(text, node), ...language(text, node)]),
  }];
}

/** RETURNS SETOF and TABLE, or several values. */
const isSet = ({ returnType, parameters = [] }: CreateFunctionStmt): boolean =>
  returnType?.setof === true || parameters.some((node) => "FunctionParameter" in node && /^FUNC_PARAM_(?:OUT|INOUT|TABLE|VARIADIC)$/.test(node.FunctionParameter.mode ?? ""));

/** Only what is in C can read and write values of a type that is not there yet. */
function madeShell(text: StatementText, { returnType, options = [] }: CreateFunctionStmt): { readonly shell?: TypeName } {
  const inC = options.some((node) => "DefElem" in node && node.DefElem.defname === "language" && node.DefElem.arg !== undefined && /^(?:c|internal)$/i.test(strings([node.DefElem.arg])[0] ?? ""));
  return inC && returnType && returnType.pct_type !== true && returnType.typmods === undefined && returnType.arrayBounds === undefined ? { shell: typeName(text, returnType) } : {};
}

const argument = (text: StatementText, type: TypeNode): TypeName => ({ ...typeName(text, type), ...(type.pct_type === true && { ofColumn: strings(type.names) }) });

/** One that is not PostgreSQL's own. In quotes, as old code has it, it follows no rename. */
function language(text: StatementText, { options = [] }: CreateFunctionStmt): NameInExpression[] {
  const option = options.find((node) => "DefElem" in node && node.DefElem.defname === "language");
  if (option === undefined || !("DefElem" in option) || option.DefElem.arg === undefined) return [];
  const number = text.at(option.DefElem.location) + 1;
  const path = strings([option.DefElem.arg]);
  if (/^(?:sql|plpgsql|c|internal)$/i.test(path[0] ?? "") || !text.isName(number)) return [];
  const { start, end } = text.spanOf(text.dotted(number));
  return [{ kind: "object", object: "language", path, start: start - text.span.start, end: end - text.span.start }];
}

/** `table.column%TYPE`, which follows the names of both. */
function columnTypes(text: StatementText, { parameters = [], returnType }: CreateFunctionStmt): NameInExpression[] {
  const types = [...parameters.flatMap((node) => ("FunctionParameter" in node && node.FunctionParameter.argType ? [node.FunctionParameter.argType] : [])), ...(returnType ? [returnType] : [])];
  return types.filter(({ pct_type }) => pct_type === true).map(({ names, location }): NameInExpression => {
    const path = strings(names);
    const { start, end } = text.spanOf(text.dotted(text.at(location)));
    return { kind: "column", path, start: start - text.span.start, end: end - text.span.start, from: [{ alias: path.at(-2) ?? "", path: path.slice(0, -1), depth: 0 }] };
  });
}

/** ALTER FUNCTION f(…) STABLE …; a function of whatever kind. */
export function alterFunction(text: StatementText, node: AlterFunctionStmt): Operation[] | undefined {
  const number = text.range.from + 2;
  const which = routine(text, number, node.func, node.objtype === "OBJECT_PROCEDURE" ? "procedure" : "function");
  return which && [{ kind: "alterObject", span: text.span, ...which, definition: definition(text, { AlterFunctionStmt: node }, text.dotted(number)) }];
}

interface Routine {
  readonly object: ObjectKind;
  readonly name: ReturnType<typeof nameAt>;
  readonly on: undefined;
  readonly arguments: readonly TypeName[] | undefined;
}

/** `f(int)` at a token; undefined where its types are not to be told. */
export function routine(text: StatementText, number: number, node: ObjectWithArgs | undefined, object: ObjectKind): Routine | undefined {
  if (node === undefined) return undefined;
  const written = node.objfuncargs === undefined ? (node.objargs ?? []).flatMap((type) => ("TypeName" in type ? [type.TypeName] : [])) : inputTypes(node.objfuncargs);
  const types = node.args_unspecified === true ? undefined : written.map((type) => argument(text, type));
  return { object, name: nameAt(text, number, strings(node.objname)), on: undefined, arguments: types };
}

/** Of what goes in. */
export function inputTypes(parameters: readonly Node[] | undefined): TypeNode[] {
  const types: TypeNode[] = [];
  for (const node of parameters ?? []) {
    if (!("FunctionParameter" in node)) continue;
    const { mode, argType } = node.FunctionParameter;
    if (mode === "FUNC_PARAM_OUT" || mode === "FUNC_PARAM_TABLE") continue;
    if (argType !== undefined) types.push(argType);
  }
  return types;
}
