import type { CreateCastStmt, CreateConversionStmt, CreateEventTrigStmt, CreateOpClassStmt, CreateOpFamilyStmt, CreateTransformStmt, DefElem, DefineStmt, Node, TypeName as TypeNode } from "libpg-query";
import type { NameAt, NameInExpression, TypeName } from "../../../../model/name.js";
import type { ObjectKind } from "../../../../model/operation-objects.js";
import type { Operation } from "../../../../model/operation.js";
import { createBaseType } from "./base-type.js";
import { definition } from "../expressions/expression.js";
import { inputTypes } from "./function.js";
import { nameAt, nameOf } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { optionsOf, strings } from "../tree.js";
import { typeName } from "../types.js";
import { nowhere, operatorName } from "./which-object.js";

const DEFINED: ReadonlyMap<string, ObjectKind> = new Map([
  ["OBJECT_AGGREGATE", "aggregate"], ["OBJECT_OPERATOR", "operator"], ["OBJECT_COLLATION", "collation"],
  ["OBJECT_TSCONFIGURATION", "text search configuration"], ["OBJECT_TSDICTIONARY", "text search dictionary"], ["OBJECT_TSPARSER", "text search parser"], ["OBJECT_TSTEMPLATE", "text search template"],
]);

/** CREATE AGGREGATE | OPERATOR | COLLATION | TEXT SEARCH …, and CREATE TYPE without AS. */
export function define(text: StatementText, node: DefineStmt): Operation[] | undefined {
  const object = DEFINED.get(node.kind ?? "");
  if (object === undefined) return node.kind === "OBJECT_TYPE" ? createBaseType(text, node) : undefined;
  const first = text.after(text.range.from + 1, "or", "replace");
  const number = text.after(first + (object.startsWith("text search") ? 3 : 1), "if", "not", "exists");
  const self = object === "operator" ? operatorName(text, number) : text.dotted(number);
  const name = object === "operator" ? { ...nameOf(strings(node.defnames)), span: text.spanOf(self) } : nameAt(text, number, strings(node.defnames));
  const options = optionsOf(node.definition);
  const types = typesOf(object, node, options);
  if (types === undefined) return undefined;
  return [keep(text, { object, name, self, root: { DefineStmt: node }, types: types.map((type) => typeName(text, type)), replace: node.replace, ifNotExists: node.if_not_exists, more: options.flatMap((option) => named(text, option)) })];
}

function typesOf(object: ObjectKind, node: DefineStmt, options: readonly DefElem[]): readonly TypeNode[] | undefined {
  const option = (...names: readonly string[]): TypeNode[] => options.flatMap(({ defname = "", arg }) => (names.includes(defname) && arg !== undefined && "TypeName" in arg ? [arg.TypeName] : []));
  if (object === "operator") return [...option("leftarg"), ...option("rightarg")];
  if (object !== "aggregate") return [];
  if (node.oldstyle === true) return option("basetype").filter(({ names }) => strings(names).join() !== "any" && strings(names).join() !== "ANY");
  const [parameters] = node.args ?? [];
  return parameters !== undefined && "List" in parameters ? inputTypes(parameters.List.items) : [];
}

/** Options whose value is the name of something, which the grammar takes for a type's. */
const NAMING: ReadonlyMap<string, NameInExpression["object"] | "function"> = new Map([
  ...["sfunc", "finalfunc", "combinefunc", "serialfunc", "deserialfunc", "msfunc", "minvfunc", "mfinalfunc", "function", "procedure", "start", "gettoken", "end", "lextypes", "headline", "init", "lexize"]
    .map((option) => [option, "function" as const] as const),
  ["template", "text search template"], ["parser", "text search parser"], ["copy", "text search configuration"], ["from", "collation"],
]);

function named(text: StatementText, { defname = "", arg, location }: DefElem): NameInExpression[] {
  const kind = NAMING.get(defname);
  const number = text.at(location) + 2;
  const path = arg === undefined ? [] : "TypeName" in arg ? strings(arg.TypeName.names) : "List" in arg ? strings(arg.List.items) : [];
  if (kind === undefined || path.length === 0 || text.word(number - 1) !== "=") return [];
  return [reference(text, number, path, kind)];
}

/** A name at a token of what is not a node of its own. */
export function reference(text: StatementText, number: number, path: readonly string[], kind: NameInExpression["object"] | "function"): NameInExpression {
  const { start, end } = text.spanOf(kind === "operator" ? operatorName(text, number) : text.dotted(number));
  const place = { path, start: start - text.span.start, end: end - text.span.start };
  return kind === "function" ? { kind, ...place } : { kind: "object", ...(kind && { object: kind }), ...place };
}

export function createOperatorClass(text: StatementText, node: CreateOpClassStmt): Operation[] {
  const number = text.range.from + 3;
  const items = text.parts({ from: text.find(text.range, "as") + 1, to: text.range.to });
  const more = items.flatMap(({ from }, place): NameInExpression[] => {
    const item = node.items?.[place];
    if (item === undefined || !("CreateOpClassItem" in item)) return [];
    if (text.word(from) === "operator") return [reference(text, from + 2, strings(item.CreateOpClassItem.name?.objname), "operator")];
    if (text.word(from) !== "function") return [];
    // FUNCTION 1 [(types)] name
    const called = text.word(from + 2) === "(" ? text.inside(from + 2).to + 1 : from + 2;
    return [reference(text, called, strings(item.CreateOpClassItem.name?.objname), "function")];
  });
  const family = text.find(text.range, "family") + 1;
  if (node.opfamilyname !== undefined) more.push(reference(text, family, strings(node.opfamilyname), "operator family"));
  more.push(...methodOf(text, node.amname));
  const made = keep(text, { object: "operator class", name: nameAt(text, number, strings(node.opclassname)), self: text.dotted(number), root: { CreateOpClassStmt: node }, of: node.amname, more });
  return node.opfamilyname === undefined ? [ownFamily(text, node, number), made] : [made];
}

/** Made by the server where no FAMILY is said, and left there when the class is dropped. */
function ownFamily(text: StatementText, node: CreateOpClassStmt, number: number): Operation {
  const name = nameAt(text, number, strings(node.opclassname));
  const head = "CREATE OPERATOR FAMILY ";
  const written = text.source.slice(name.span);
  const [using, method] = [" USING ", node.amname ?? ""];
  return {
    kind: "createObject", span: text.span, object: "operator family", name, on: undefined, arguments: undefined, ...(node.amname !== undefined && { of: node.amname }), replace: false, ifNotExists: true,
    definition: {
      sql: `${head}${written}${using}${method}`,
      names: [{ kind: "self", path: [], start: head.length, end: head.length + written.length }, { kind: "object", object: "access method", path: [method], start: head.length + written.length + using.length, end: head.length + written.length + using.length + method.length }],
      literal: undefined,
    },
  };
}

export function createOperatorFamily(text: StatementText, node: CreateOpFamilyStmt): Operation[] {
  const number = text.range.from + 3;
  return [keep(text, { object: "operator family", name: nameAt(text, number, strings(node.opfamilyname)), self: text.dotted(number), root: { CreateOpFamilyStmt: node }, of: node.amname, more: methodOf(text, node.amname) })];
}

const methodOf = (text: StatementText, name: string | undefined): NameInExpression[] => (name === undefined ? [] : [reference(text, text.find(text.range, "using") + 1, [name], "access method")]);

export function createCast(text: StatementText, node: CreateCastStmt): Operation[] | undefined {
  if (node.sourcetype === undefined || node.targettype === undefined) return undefined;
  const types = [node.sourcetype, node.targettype].map((type) => typeName(text, type));
  const called = text.find(text.range, "function") + 1;
  const more = node.func === undefined || called === 0 ? [] : [reference(text, called, strings(node.func.objname), "function")];
  return [keep(text, { object: "cast", name: nowhere(text, ""), self: undefined, root: { CreateCastStmt: node }, types, more })];
}

export function createTransform(text: StatementText, node: CreateTransformStmt): Operation[] | undefined {
  if (node.type_name === undefined) return undefined;
  return [keep(text, { object: "transform", name: nowhere(text, node.lang ?? ""), self: undefined, root: { CreateTransformStmt: node }, types: [typeName(text, node.type_name)], replace: node.replace, more: [reference(text, text.find(text.range, "language") + 1, [node.lang ?? ""], "language")] })];
}

export function createConversion(text: StatementText, node: CreateConversionStmt): Operation[] {
  const number = text.range.from + (node.def === true ? 3 : 2);
  return [keep(text, { object: "conversion", name: nameAt(text, number, strings(node.conversion_name)), self: text.dotted(number), root: { CreateConversionStmt: node } })];
}

export function createEventTrigger(text: StatementText, node: CreateEventTrigStmt): Operation[] {
  const number = text.range.from + 3;
  const more = [reference(text, text.find(text.range, "execute") + 2, strings(node.funcname), "function")];
  return [keep(text, { object: "event trigger", name: nameAt(text, number, [node.trigname ?? ""]), self: text.dotted(number), root: { CreateEventTrigStmt: node }, more })];
}

interface Kept {
  readonly object: ObjectKind;
  readonly name: NameAt;
  /** Tokens of the name. */
  readonly self: Range | undefined;
  readonly root: Node;
  readonly types?: readonly TypeName[];
  readonly of?: string | undefined;
  readonly replace?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly more?: readonly NameInExpression[];
}

/** An object that is kept as the statement. */
export function keep(text: StatementText, { object, name, self, root, types, of, replace = false, ifNotExists = false, more }: Kept): Operation {
  return { kind: "createObject", span: text.span, object, name, on: undefined, arguments: types, ...(of !== undefined && { of }), replace, ifNotExists, definition: definition(text, root, self, more) };
}
