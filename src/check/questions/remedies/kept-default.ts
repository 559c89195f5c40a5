import { columnById, tableById } from "../../../database/names/lookup.js";
import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import { toExpression } from "../../../database/render.js";
import type { BoundExpression, Database } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { FileEdit } from "../../../model/finding.js";
import type { DeclaredField } from "../../../schema/declared-field.js";
import type { DeclaredSchema } from "../../../schema/declared-schema.js";
import { isDatabaseDefault } from "../../../schema/declare-default.js";
import { fieldOfColumn } from "../../../schema/schema-questions.js";
import { codeSpan } from "../../../text/code-span.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import type { WayOut } from "../../way-out.js";
import type { DroppedDefault } from "../changes/dropped-defaults.js";
import { modelOf } from "../declared/models.js";
import { andJoined, said } from "../findings/wording.js";
import { firstAttribute } from "./schema-edits.js";
import { withoutActions } from "./statement-parts.js";

/** A way out, or why there is none in files. */
export type WayOrWhy = { readonly wayOut: WayOut; readonly stuck?: undefined } | { readonly wayOut?: undefined; readonly stuck: string };

/** The statement without what drops these defaults, which schema.prisma then declares for as long as old code runs: otherwise the next `migrate dev` would drop them at once. All are of one statement. */
export function keepDefaults(dropped: readonly DroppedDefault[], review: SchemaReview, { final, sql }: { readonly final: Database; readonly sql: Writer }): WayOrWhy {
  const along: FileEdit[] = [];
  const delta: string[] = [];
  const taken: string[] = [];
  for (const { step, table, column } of dropped) {
    const last = tableById(final, table.id);
    const known = last && columnById(last, column.id);
    if (!last || !known || !column.default) return { stuck: "a later migration takes the column away" };
    const key = last.indexes.find((index) => index.unique && index.keys.every((key) => dropped.some((one) => one.column.id === key.column)));
    // What a function gives is another value for each row.
    if (key && !column.default.sql.includes("(")) return { stuck: `all rows of old code would get the same value, which unique index ${said(key)} takes once` };
    const model = modelOf(review.declared, review, last);
    const field = model && fieldOfColumn(model, known.name);
    // One that is declared already stays.
    if (model && field && !isDatabaseDefault(field.default)) {
      const other = otherDefault(field);
      const attribute = other === undefined ? defaultAttribute(column.default, field, review.declared) : undefined;
      const edit = attribute === undefined ? undefined : firstAttribute(field, attribute, review.declared);
      if (!edit || attribute === undefined) return { stuck: `schema.prisma cannot say the default of "${known.name}"${other === undefined ? "" : ` beside ${codeSpan(other)}`}` };
      along.push(edit);
      taken.push(`${codeSpan(attribute)} out of ${model.name}.${field.name}`);
    }
    delta.push(sql.statement({ kind: "setDefault", span: NOWHERE, table: nameAt(last), column: identifier(known.name), default: toExpression(column.default, step.before, (name) => sql.identifier(name)) }));
  }
  const text = withoutActions(dropped.map(({ step }) => step));
  const columns = dropped.map(({ left, now }) => said({ name: `${left.name}.${now.name}` }));
  return {
    wayOut: {
      title: `Keep the default${dropped.length > 1 ? "s" : ""} until no old code runs any more`,
      here: text === undefined ? [] : [text],
      then: [],
      along,
      delta,
      later: taken.length === dropped.length ? `Take ${andJoined(taken)} again: \`prisma migrate dev\` then writes the DROP DEFAULT.` : `Drop the default${dropped.length > 1 ? "s" : ""} of ${andJoined(columns)}.`,
    },
  };
}

/** Prisma allows one `@default`. */
function otherDefault({ default: known, source }: DeclaredField): string | undefined {
  return known.kind === "prisma" && known.function !== "updatedAt" ? source.slice(known.span) : undefined;
}

/** As schema.prisma declares this default of the database; undefined where it has no words for it that Prisma would find the same. */
function defaultAttribute({ sql, literal }: BoundExpression, field: DeclaredField, { enums }: DeclaredSchema): string | undefined {
  const value = field.isList ? undefined : valueOf(sql.trim(), literal, field, enums);
  return value === undefined ? undefined : `@default(${value})`;
}

function valueOf(sql: string, literal: string | null | undefined, { kind, type }: DeclaredField, enums: DeclaredSchema["enums"]): string | undefined {
  if (literal === undefined) {
    if (type === "DateTime" && /^(?:current_timestamp(?:\(\d\))?|now\(\))$/i.test(sql)) return "now()";
    return /^[a-z_]\w*\(\)$/i.test(sql) ? `dbgenerated(${JSON.stringify(sql)})` : undefined;
  }
  if (literal === null) return undefined;
  if (kind === "enum") return enums.find(({ name }) => name === type)?.values.find(({ databaseName }) => databaseName === literal)?.name;
  switch (type) {
    case "String":
    case "Json": return JSON.stringify(literal);
    case "Int":
    case "BigInt": return /^-?\d+$/.test(literal) ? literal : undefined;
    case "Float":
    case "Decimal": return /^-?\d+(?:\.\d+)?$/.test(literal) ? literal : undefined;
    case "Boolean": return /^(?:t|true)$/i.test(literal) ? "true" : /^(?:f|false)$/i.test(literal) ? "false" : undefined;
    default: return undefined;
  }
}
