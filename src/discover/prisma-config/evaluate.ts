import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { memberPath, type Expression, type ModuleScope, type ObjectNode } from "./module-scope.js";

/** What can be said of an expression without running it. */
export type Reading<T> = { readonly kind: "known"; readonly value: T } | { readonly kind: "absent" } | { readonly kind: "unknown" };

type Argument = Extract<Expression, { type: "CallExpression" }>["arguments"][number];

/** Deeper nesting, or names that refer to one another in a circle, is not followed. */
const MAXIMUM_DEPTH = 40;
const UNKNOWN = { kind: "unknown" } as const;
const ABSENT = { kind: "absent" } as const;

/** The object literal behind an expression: through `as`, `satisfies`, parentheses, constants and `defineConfig(…)`. */
export function objectOf(expression: Expression, scope: ModuleScope, depth = 0): ObjectNode | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  const bare = unwrap(expression);
  if (bare.type === "ObjectExpression") return bare;
  if (bare.type === "Identifier") {
    const constant = scope.constants.get(bare.name);
    return constant && objectOf(constant, scope, depth + 1);
  }
  if (bare.type === "CallExpression" && bare.callee.type === "Identifier" && (scope.imports.get(bare.callee.name)?.name ?? bare.callee.name) === "defineConfig") {
    const [argument] = bare.arguments;
    return argument && isExpression(argument) ? objectOf(argument, scope, depth + 1) : undefined;
  }
  return undefined;
}

/** The value of a key in an object literal, `...spread` looked through; the last one wins, as at run time. */
export function propertyOf(object: ObjectNode, key: string, scope: ModuleScope, depth = 0): Reading<Expression> {
  let found: Reading<Expression> = ABSENT;
  for (const property of object.properties) {
    if (property.type === "SpreadElement") {
      const spread = depth > MAXIMUM_DEPTH ? undefined : objectOf(property.argument, scope, depth + 1);
      const inside = spread === undefined ? UNKNOWN : propertyOf(spread, key, scope, depth + 1);
      if (inside.kind !== "absent") found = inside;
    } else if (property.computed && property.key.type !== "StringLiteral") {
      found = UNKNOWN;
    } else if (keyName(property.key) === key) {
      found = property.type === "ObjectProperty" && isExpression(property.value) ? { kind: "known", value: property.value } : UNKNOWN;
    }
  }
  if (found.kind === "known" && found.value.type === "Identifier" && found.value.name === "undefined") return ABSENT;
  return found;
}

/** The string that an expression stands for. */
export function stringOf(expression: Expression, scope: ModuleScope, depth = 0): string | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  const bare = unwrap(expression);
  const next = (inner: Expression): string | undefined => stringOf(inner, scope, depth + 1);
  switch (bare.type) {
    case "StringLiteral":
      return bare.value;
    case "TemplateLiteral":
      return concatenate(bare.quasis.flatMap((quasi, at) => {
        const inner = bare.expressions[at];
        const text = quasi.value.cooked ?? undefined;
        return inner === undefined ? [text] : [text, isExpression(inner) ? next(inner) : undefined];
      }));
    case "BinaryExpression":
      return bare.operator === "+" && isExpression(bare.left) ? concatenate([next(bare.left), next(bare.right)]) : undefined;
    case "Identifier": {
      const constant = scope.constants.get(bare.name);
      if (constant !== undefined) return next(constant);
      return bare.name === "__dirname" ? dirname(scope.file) : bare.name === "__filename" ? scope.file : undefined;
    }
    case "MemberExpression":
      return memberValue(bare, scope, next);
    case "NewExpression":
      return urlOf(bare.callee, bare.arguments, next);
    case "CallExpression":
      return callValue(bare.callee, bare.arguments, scope, next);
    default:
      return undefined;
  }
}

/** The strings of an array literal; undefined when any of them is not known. */
export function stringsOf(expression: Expression, scope: ModuleScope, depth = 0): readonly string[] | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  const bare = unwrap(expression);
  if (bare.type === "Identifier") {
    const constant = scope.constants.get(bare.name);
    return constant && stringsOf(constant, scope, depth + 1);
  }
  if (bare.type !== "ArrayExpression") return undefined;
  const values: string[] = [];
  for (const element of bare.elements) {
    if (element === null) return undefined;
    const inner = element.type === "SpreadElement" ? stringsOf(element.argument, scope, depth + 1) : [stringOf(element, scope, depth + 1)];
    for (const value of inner ?? [undefined]) {
      if (value === undefined) return undefined;
      values.push(value);
    }
  }
  return values;
}

function unwrap(expression: Expression): Expression {
  switch (expression.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "ParenthesizedExpression":
      return unwrap(expression.expression);
    default:
      return expression;
  }
}

function concatenate(parts: readonly (string | undefined)[]): string | undefined {
  let text = "";
  for (const part of parts) {
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function memberValue(expression: Extract<Expression, { type: "MemberExpression" }>, scope: ModuleScope, next: (inner: Expression) => string | undefined): string | undefined {
  switch (memberPath(expression)) {
    case "import.meta.dirname":
      return dirname(scope.file);
    case "import.meta.filename":
      return scope.file;
    case "import.meta.url":
      return pathToFileURL(scope.file).href;
    default:
      break;
  }
  // new URL("./prisma", import.meta.url).pathname
  if (expression.computed || expression.property.type !== "Identifier" || expression.object.type !== "NewExpression") return undefined;
  const url = next(expression.object);
  if (url === undefined) return undefined;
  return expression.property.name === "href" ? url : expression.property.name === "pathname" ? new URL(url).pathname : undefined;
}

function urlOf(callee: Expression | { readonly type: string }, args: readonly Argument[], next: (inner: Expression) => string | undefined): string | undefined {
  if (callee.type !== "Identifier" || !("name" in callee) || callee.name !== "URL") return undefined;
  const [input, base] = args.map((argument) => (isExpression(argument) ? next(argument) : undefined));
  if (input === undefined || base === undefined || !URL.canParse(input, base)) return undefined;
  return new URL(input, base).href;
}

function callValue(callee: Extract<Expression, { type: "CallExpression" }>["callee"], args: readonly Argument[], scope: ModuleScope, next: (inner: Expression) => string | undefined): string | undefined {
  if (!isExpression(callee)) return undefined;
  const called = calledFunction(callee, scope);
  if (called === "process.cwd") return scope.cwd;
  const values: string[] = [];
  for (const argument of args) {
    const value = isExpression(argument) ? next(argument) : undefined;
    if (value === undefined) return undefined;
    values.push(value);
  }
  const [first] = values;
  if (called === "path.join") return join(...values);
  if (called === "path.resolve") return resolve(scope.cwd, ...values);
  if (called === "path.dirname" && first !== undefined) return dirname(first);
  if (called === "url.fileURLToPath" && first !== undefined) return pathOfUrl(first);
  return undefined;
}

/** Undefined where Node would throw: another scheme or host, an escaped slash. */
function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

/** `path.join` for whatever name the file imports it under; a function of the same name from elsewhere is not known. */
function calledFunction(callee: Expression, scope: ModuleScope): string | undefined {
  const path = memberPath(callee);
  if (path === undefined) return undefined;
  const [head = "", ...rest] = path.split(".");
  const imported = scope.imports.get(head);
  if (imported === undefined) return path === "process.cwd" ? path : undefined;
  const names = imported.name === "default" ? rest : [imported.name, ...rest];
  return [imported.module.replace(/\/posix$/, ""), ...names.filter((name) => name !== "posix" && name !== "default")].join(".");
}

function keyName(key: Expression | { readonly type: "PrivateName" }): string | undefined {
  return key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : undefined;
}

function isExpression(node: { readonly type: string }): node is Expression {
  return !["SpreadElement", "ArgumentPlaceholder", "Super", "Import", "V8IntrinsicIdentifier", "PrivateName", "AssignmentPattern", "ArrayPattern", "ObjectPattern", "RestElement", "VoidPattern"].includes(node.type) && !node.type.startsWith("TSType");
}
