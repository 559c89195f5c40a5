import type { Database, Refusal, View } from "../../model/database.js";
import type { CreateView, DropView, RenameView } from "../../model/operation.js";
import { bind, targets } from "../names/bind.js";
import { changed, exists, invalid, missing, part, refused, replaceView, said, type Changed, type ChangeContext } from "./change.js";
import { otherKind } from "../refusals/other-kind.js";
import { columnsOfQuery, refusedColumn } from "./query-columns.js";
import { describe, viewsOn } from "../dependents.js";
import { withoutViews } from "./drop.js";
import { asStored, expandStars } from "../names/expand-stars.js";
import { madeWithout, missingRelation, relationsIn } from "../refusals/missing-relation.js";
import { creationSchema, findView, hasSchema, relationExists } from "../names/lookup.js";
import { typeTaken } from "../refusals/type-taken.js";

export function createView(operation: CreateView, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  const old = findView(database, name);
  const other = operation.replace ? otherKind("view", name, database) : undefined;
  if (other) return invalid(database, other, "view", name);
  if (!old && relationExists(database, schema, name.name)) return operation.ifNotExists ? changed(database) : exists(database, "view", name);
  const taken = old ? undefined : typeTaken(database, name);
  if (taken) return taken;
  if (old && !operation.replace) return operation.ifNotExists ? changed(database) : exists(database, "view", name);

  // A recursive view reads itself.
  const source = missingRelation(relationsIn(operation.query).filter(({ name }) => name !== operation.name.name), database);
  if (source) return madeWithout(source, name, "ViewStmt", database, context);
  const { quote } = context.naming;
  const { stars } = expandStars(operation.query, database, quote);
  const query = bind(asStored(operation.query, database, quote), database, []);
  const asTable = { ...operation, asQuery: operation.query, outputColumns: operation.columns };
  const made = columnsOfQuery(asTable, database, context).columns;
  const told = columnsOf(operation, stars);
  const columns = made.length > 0 ? made.map(({ name: own }) => own) : told;
  const wrong = unfitColumns(operation, stars, old) ?? refusedColumn(asTable, database);
  if (wrong) return invalid(database, wrong, "view", name);
  const view: View = {
    id: old?.id ?? context.newId(),
    ...name,
    materialized: operation.materialized,
    columns,
    ...(made.length > 0 && { types: made.map(({ type, collation }) => ({ type, collation })) }),
    query,
    dependsOn: [...new Set(targets(query))],
    indexes: [],
    ...(operation.withNoData === true && { unpopulated: true }),
    ...(operation.parameters && { parameters: operation.parameters }),
    ...(old?.defaults && { defaults: old.defaults }),
  };
  return changed(old ? replaceView(database, view) : { ...database, views: [...database.views, view] });
}

export function dropView(operation: DropView, database: Database, context: ChangeContext): Changed {
  const view = findView(database, operation.name);
  const other = otherKind(operation.materialized ? "materialized view" : "view", operation.name, database);
  if (other) return invalid(database, other, "view", operation.name);
  if (!view) return operation.ifExists ? changed(database) : missing(database, "view", operation.name);
  const together = new Set(context.together.flatMap((other) => (other.kind === "dropView" ? [findView(database, other.name)?.id] : [])));
  const dependents = viewsOn(database, [view.id]).filter((candidate) => !together.has(candidate.id));
  if (dependents.length > 0 && !operation.cascade) {
    return refused(database, { kind: "dependents", what: "view", name: { schema: view.schema, name: view.name }, dependents: dependents.map(describe.view) });
  }
  return changed(withoutViews(database, [view, ...dependents]));
}

export function renameView(operation: RenameView, database: Database): Changed {
  const view = findView(database, operation.name);
  const other = otherKind(operation.materialized ? "materialized view" : "view", operation.name, database);
  if (other) return invalid(database, other, "view", operation.name);
  if (!view) return operation.ifExists ? changed(database) : missing(database, "view", operation.name);
  const name = operation.to.name;
  if (relationExists(database, view.schema, name)) return exists(database, "view", { schema: view.schema, name });
  const taken = typeTaken(database, { schema: view.schema, name });
  if (taken) return taken;
  return changed(replaceView(database, { ...view, name }));
}


/** What cannot be a view's columns, or not those of one that is replaced: it only gets more of them (source: checkViewColumns). */
function unfitColumns({ columns, outputs, materialized }: CreateView, stars: ReadonlyMap<number, readonly string[]>, old: View | undefined): Refusal | undefined {
  const all: string[] = [];
  for (const output of outputs) {
    const named = output.star === undefined ? output.name : stars.get(output.star);
    if (named === undefined) return undefined;
    all.push(...(typeof named === "string" ? [named] : named));
  }
  if (all.length === 0) return undefined;
  if (columns.length > all.length) return { code: "42601", message: materialized ? "too many column names were specified" : "CREATE VIEW specifies more column names than columns" };
  const names = all.map((name, at) => columns[at] ?? name);
  const twice = names.find((name, at) => names.includes(name, at + 1));
  if (twice !== undefined) return { code: "42701", message: `column ${said(twice)} specified more than once` };
  if (!old) return undefined;
  if (names.length < old.columns.length) return { code: "42P16", message: "cannot drop columns from view" };
  const at = old.columns.findIndex((name, place) => name !== names[place]);
  return at === -1 ? undefined : { code: "42P16", message: `cannot change name of view column ${said(old.columns[at] ?? "")} to ${said(names[at] ?? "")}` };
}

/** Its columns keep the names that they had when it was made. Empty when not all of them can be told. */
function columnsOf({ columns, outputs }: CreateView, stars: ReadonlyMap<number, readonly string[]>): string[] {
  const names: string[] = [];
  for (const output of outputs) {
    const named = output.star === undefined ? output.name : stars.get(output.star);
    if (named === undefined) return [...columns];
    names.push(...(typeof named === "string" ? [named] : named));
  }
  return names.map((name, at) => columns[at] ?? name);
}
