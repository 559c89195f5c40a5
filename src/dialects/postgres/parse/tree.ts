import type { A_Const, DefElem, FuncCall, Node, TypeName } from "libpg-query";

/** A node's kind in PostgreSQL's grammar: the key of the one property that libpg-query's JSON gives it. */
export function kindOf(node: Node): string {
  return Object.keys(node)[0] ?? "Empty";
}

/** The strings of a list of String nodes, such as a dotted name. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  const found: string[] = [];
  for (const node of nodes ?? []) if ("String" in node) found.push(node.String.sval ?? "");
  return found;
}

/** Of a ColumnRef; `*` for a star, which is also a name that a column can have. */
export const columnPath = (fields: readonly Node[]): string[] => fields.map((field) => ("A_Star" in field ? "*" : (strings([field])[0] ?? "")));

export const isStar = (fields: readonly Node[]): boolean => fields.some((field) => "A_Star" in field);

/** Dotted name behind any of the ways in which the tree gives an object's name. */
export function objectPath(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if ("String" in node) return [node.String.sval ?? ""];
  if ("List" in node) return strings(node.List.items);
  if ("TypeName" in node) return typePath(node.TypeName);
  return [];
}

/** Without the pg_catalog that the grammar (or the user) put before a built-in type. */
export function typePath(type: TypeName): string[] {
  const path = strings(type.names);
  return path.length === 2 && path[0] === "pg_catalog" ? path.slice(1) : path;
}

/** A constant's value as text; null for NULL. JSON leaves out 0, false and ''. */
export function constantText(constant: A_Const): string | null | undefined {
  if (constant.isnull === true) return null;
  if (constant.sval !== undefined) return constant.sval.sval ?? "";
  if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
  if (constant.fval !== undefined) return constant.fval.fval ?? "";
  if (constant.boolval !== undefined) return String(constant.boolval.boolval ?? false);
  return undefined;
}

/**
 * Calls `visit` for every node (constants only where they are wanted) below and including one, parents first, in the order of the tree's properties; it says whether to go on into the node.
 * Iterative: `a || b || …` nests as deep as it is long.
 */
export function walk(root: unknown, visit: (node: Node) => boolean, constants = false): void {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (let at = value.length - 1; at >= 0; at--) pending.push(value[at]);
      continue;
    }
    const properties = Object.keys(value);
    const [first = ""] = properties;
    // A node is wrapped in one property that is named for its kind; all other properties are lower case.
    if (properties.length === 1 && isUpperCase(first)) {
      // Of these an INSERT may hold a million, and there is nothing in them.
      if ((first === "A_Const" && !constants) || !visit(value as Node)) continue;
    }
    for (let at = properties.length - 1; at >= 0; at--) {
      const property = properties[at] ?? "";
      const child: unknown = (value as Readonly<Record<string, unknown>>)[property];
      if (typeof child !== "object") continue;
      // These stand unwrapped where the grammar leaves no choice of node.
      if (TYPE_PROPERTIES.has(property)) pending.push({ TypeName: child });
      else if ((property === "relation" || property === "rel") && isRangeVar(child)) pending.push({ RangeVar: child });
      else pending.push(child);
    }
  }
}

const TYPE_PROPERTIES: ReadonlySet<string> = new Set(["typeName", "argType", "returnType", "sourcetype", "targettype", "datatype", "storedtype", "type_name"]);

function isUpperCase(property: string): boolean {
  const unit = property.charCodeAt(0);
  return unit >= 65 && unit <= 90;
}

function isRangeVar(value: unknown): boolean {
  return typeof value === "object" && value !== null && "relname" in value;
}

/** How many arguments a function is looked up with: what WITHIN GROUP sorts by is given to it too (source: ParseFuncOrColumn). */
export const argumentsGiven = ({ args = [], agg_within_group, agg_order = [] }: FuncCall): number => args.length + (agg_within_group === true ? agg_order.length : 0);

/** The tree with `$1`, `$2`, … cast to these types, at no place of the text. PREPARE forgets their lengths. */
export function withParameterTypes(root: Node, types: readonly (TypeName | undefined)[]): Node {
  if (types.length === 0) return root;
  return JSON.parse(JSON.stringify(root), (_key, value: unknown): unknown => {
    const type = isParameter(value) ? types[(value.ParamRef.number ?? 1) - 1] : undefined;
    if (!type) return value;
    const { typmods: _, ...typeName } = type;
    return { TypeCast: { arg: value, typeName } };
  }) as Node;
}

const isParameter = (value: unknown): value is Extract<Node, { ParamRef: unknown }> => typeof value === "object" && value !== null && "ParamRef" in value;

/** Options of a statement, as in parentheses or behind WITH. */
export const optionsOf = (nodes: readonly Node[] | undefined): DefElem[] => (nodes ?? []).flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
