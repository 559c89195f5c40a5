import type { AlterPublicationStmt, CreatePublicationStmt, Node } from "libpg-query";
import type { PublicationOption, PublishedSchema, PublishedTableDefinition } from "../../../../model/operation-access.js";
import type { Operation } from "../../../../model/operation.js";
import { expression } from "../expressions/expression.js";
import { identifierAt, identifiersIn, relationName } from "../names.js";
import { options } from "../tables/table-setting.js";
import type { StatementText } from "../text/statement-text.js";

export function createPublication(text: StatementText, node: CreatePublicationStmt): Operation[] | undefined {
  const published = members(text, node.pubobjects);
  if (published === undefined) return undefined;
  const name = identifierAt(text, text.range.from + 2, node.pubname);
  return [{ kind: "createPublication", span: text.span, name, allTables: node.for_all_tables ?? false, options: settings(text, node.options), ...published }];
}

export function alterPublication(text: StatementText, node: AlterPublicationStmt): Operation[] | undefined {
  const name = identifierAt(text, text.range.from + 2, node.pubname);
  if (node.options !== undefined) return [{ kind: "alterPublication", span: text.span, name, change: { kind: "options", options: settings(text, node.options) } }];
  const published = members(text, node.pubobjects);
  if (published === undefined) return undefined;
  const kind = node.action === "AP_AddObjects" ? "add" : node.action === "AP_DropObjects" ? "drop" : "set";
  return [{ kind: "alterPublication", span: text.span, name, change: { kind, ...published } }];
}

const settings = (text: StatementText, nodes: readonly Node[] | undefined): PublicationOption[] => options(text, nodes ?? []).map(([name, value]) => ({ name, value }));

function members(text: StatementText, nodes: readonly Node[] | undefined): { readonly tables: readonly PublishedTableDefinition[]; readonly schemas: readonly PublishedSchema[] } | undefined {
  const tables: PublishedTableDefinition[] = [];
  const schemas: PublishedSchema[] = [];
  for (const node of nodes ?? []) {
    if (!("PublicationObjSpec" in node)) return undefined;
    const { pubobjtype, name, pubtable, location } = node.PublicationObjSpec;
    if (pubobjtype === "PUBLICATIONOBJ_TABLES_IN_SCHEMA") schemas.push(identifierAt(text, text.at(location), name));
    else if (pubobjtype === "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA") schemas.push({ ...identifierAt(text, text.at(location), "current_schema"), current: true });
    else if (pubobjtype === "PUBLICATIONOBJ_TABLE" && pubtable?.relation !== undefined) tables.push(table(text, pubtable));
    else return undefined;
  }
  return { tables, schemas };
}

/** [ONLY] name [*] [(columns)] [WHERE (expression)] */
function table(text: StatementText, { relation, columns, whereClause }: NonNullable<Extract<Node, { PublicationObjSpec: object }>["PublicationObjSpec"]["pubtable"]>): PublishedTableDefinition {
  const afterName = text.after(text.dotted(text.at(relation?.location)).to, "*");
  const inside = text.word(afterName) === "(" && columns !== undefined ? text.inside(afterName) : undefined;
  const where = text.find({ from: inside ? inside.to + 1 : afterName, to: text.range.to }, "where");
  return {
    table: relationName(text, relation),
    only: relation?.inh !== true,
    columns: inside && identifiersIn(text, inside, columns),
    where: whereClause === undefined || where === -1 ? undefined : expression(text, text.inside(where + 1), whereClause),
  };
}
