import type { Identifier } from "../../../model/name.js";
import type { Step } from "../../../model/step.js";

/** Names that a step gives to what it makes or renames, as the parser has them: cut where they are too long. */
export function givenNames({ operation }: Step): Identifier[] {
  switch (operation.kind) {
    case "addColumn": return [operation.column.name];
    case "createTable": return [operation.name, ...(operation.partitionOf ? [] : operation.columns.map(({ name }) => name))];
    case "addConstraint":
    case "createIndex": return operation.name ? [operation.name] : [];
    case "createEnum":
    case "createSequence":
    case "createView": return [operation.name];
    case "createSchema": return operation.ofRole ? [] : [operation.name];
    case "renameTable":
    case "renameColumn":
    case "renameConstraint":
    case "renameIndex":
    case "renameType":
    case "renameSequence":
    case "renameView":
    case "renameSchema": return [operation.to];
    default: return [];
  }
}

/** A name as it is written in the file, without its quotes; of `schema.name` the last part. */
export function writtenName({ span }: Identifier, { migration }: Step): string {
  const text = migration.source.slice(span);
  const quoted = /"((?:[^"]|"")*)"$/.exec(text);
  return quoted ? (quoted[1] ?? "").replaceAll('""', '"') : (/[^.\s]*$/.exec(text)?.[0] ?? "");
}
