import type { parse } from "@babel/parser";

type File = ReturnType<typeof parse>;
export type Statement = File["program"]["body"][number];
export type Expression = Extract<Statement, { type: "ExpressionStatement" }>["expression"];
export type ObjectNode = Extract<Expression, { type: "ObjectExpression" }>;

/** What the names at the top of a configuration file stand for. */
export interface ModuleScope {
  /** Absolute path of the file. */
  readonly file: string;
  /** The folder that Prisma runs in. */
  readonly cwd: string;
  readonly constants: ReadonlyMap<string, Expression>;
  readonly imports: ReadonlyMap<string, Import>;
  readonly exported: Expression | undefined;
}

export interface Import {
  /** Without `node:`. */
  readonly module: string;
  /** `default` also stands for the namespace and for what `require` gives. */
  readonly name: string;
}

export function readModule(program: File["program"], file: string, cwd: string): ModuleScope {
  const constants = new Map<string, Expression>();
  const imports = new Map<string, Import>();
  let exported: Expression | undefined;
  for (const statement of program.body) {
    readImport(statement, imports);
    readConstants(statement, constants, imports);
    exported = exportOf(statement) ?? exported;
  }
  return { file, cwd, constants, imports, exported };
}

function readImport(statement: Statement, imports: Map<string, Import>): void {
  if (statement.type !== "ImportDeclaration") return;
  const module = withoutScheme(statement.source.value);
  for (const specifier of statement.specifiers) {
    if (specifier.type !== "ImportSpecifier") imports.set(specifier.local.name, { module, name: "default" });
    else imports.set(specifier.local.name, { module, name: specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value });
  }
}

function readConstants(statement: Statement, constants: Map<string, Expression>, imports: Map<string, Import>): void {
  const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") return;
  for (const { id, init } of declaration.declarations) {
    if (init === null || init === undefined) continue;
    const module = requiredModule(init);
    if (id.type === "Identifier") {
      if (module === undefined) constants.set(id.name, init);
      else imports.set(id.name, { module, name: "default" });
    } else if (id.type === "ObjectPattern" && module !== undefined) {
      for (const property of id.properties) {
        if (property.type !== "ObjectProperty" || property.key.type !== "Identifier" || property.value.type !== "Identifier") continue;
        imports.set(property.value.name, { module, name: property.key.name });
      }
    }
  }
}

function requiredModule(expression: Expression): string | undefined {
  if (expression.type !== "CallExpression" || expression.callee.type !== "Identifier" || expression.callee.name !== "require") return undefined;
  const [module] = expression.arguments;
  return module?.type === "StringLiteral" ? withoutScheme(module.value) : undefined;
}

function withoutScheme(module: string): string {
  return module.replace(/^node:/, "");
}

function exportOf(statement: Statement): Expression | undefined {
  switch (statement.type) {
    case "ExportDefaultDeclaration": {
      const { declaration } = statement;
      return declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration" || declaration.type === "TSDeclareFunction" ? undefined : declaration;
    }
    case "TSExportAssignment":
      return statement.expression;
    case "ExportNamedDeclaration":
      return namedDefault(statement);
    case "ExpressionStatement":
      return assignedExport(statement.expression);
    default:
      return undefined;
  }
}

/** `export { config as default }` */
function namedDefault(statement: Extract<Statement, { type: "ExportNamedDeclaration" }>): Expression | undefined {
  for (const specifier of statement.specifiers) {
    if (specifier.type !== "ExportSpecifier" || statement.source) continue;
    const name = specifier.exported.type === "Identifier" ? specifier.exported.name : specifier.exported.value;
    if (name === "default") return specifier.local;
  }
  return undefined;
}

/** `module.exports = …`, `exports.default = …`, `module.exports.default = …` */
function assignedExport(expression: Expression): Expression | undefined {
  if (expression.type !== "AssignmentExpression" || expression.operator !== "=" || expression.left.type !== "MemberExpression") return undefined;
  const target = memberPath(expression.left);
  return target === "module.exports" || target === "exports.default" || target === "module.exports.default" ? expression.right : undefined;
}

/** `a.b.c` as text; undefined for anything computed. `import.meta` counts as a name. */
export function memberPath(expression: Expression | { readonly type: "Super" }): string | undefined {
  if (expression.type === "Identifier") return expression.name;
  if (expression.type === "MetaProperty") return `${expression.meta.name}.${expression.property.name}`;
  if (expression.type !== "MemberExpression" || expression.computed || expression.property.type !== "Identifier") return undefined;
  const object = memberPath(expression.object);
  return object === undefined ? undefined : `${object}.${expression.property.name}`;
}
