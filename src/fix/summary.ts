import { createHash } from "node:crypto";
import type { Writer } from "../model/dialect.js";
import type { FixedFile, FixedMigration } from "../model/fix.js";
import type { MigrationFile } from "../model/migration.js";
import type { Project } from "../model/project.js";
import type { History } from "./history.js";
import type { Proving } from "./prove.js";

/** New folders first and what they were taken from last: if it stops between, a statement is there twice, which PostgreSQL refuses or which changes nothing, and never in no file. */
export function filesOf({ parts, schema }: History, project: Project): readonly FixedFile[] {
  const added = parts.flatMap((part) => part.added.map(({ migration: { source } }) => ({ file: source.file, before: undefined, after: source.text })));
  const declared = schema.flatMap((source, at) => changed(project.schema[at]?.text ?? "", source.file, source.text));
  const goes = ({ before, own, isGone }: (typeof parts)[number]): FixedFile[] => (isGone ? [{ file: own.source.file, before: before.text, after: undefined }] : changed(before.text, own.source.file, own.source.text));
  return [...added, ...declared, ...parts.flatMap(goes)];
}

const changed = (before: string, file: string, after: string): FixedFile[] => (before === after ? [] : [{ file, before, after }]);

export const summaryOf = ({ parts }: History, { project, dialect: { writer } }: Pick<Proving, "project" | "dialect">): readonly FixedMigration[] =>
  parts.filter(({ before, own, isGone, taken }) => taken.length > 0 || isGone || own.source.text !== before.text).map(({ before, own, isGone, added, taken }) => {
    const isChanged = own.source.text !== before.text;
    return {
      name: own.name,
      file: own.source.file,
      after: isChanged && !isGone ? own.source.text : undefined,
      isGone,
      added: added.map(({ migration, isMore }) => ({ name: migration.name, file: migration.source.file, isMore })),
      taken,
      catchUp: {
        sql: [...taken.flatMap(({ catchUp }) => catchUp), ...(isGone ? [forgotten(own, project, writer)] : isChanged ? [checksum(own, project, writer)] : [])],
        resolve: added.filter(({ isMore }) => !isMore).map(({ migration }) => migration.name),
      },
    };
  });

/** Of a migration that it has on record and does not find Prisma asks for a reset too. */
const forgotten = ({ name }: MigrationFile, project: Project, writer: Writer): string => `DELETE FROM ${records(project, writer)} WHERE ${writer.identifier("migration_name")} = ${writer.literal(name)}`;

const records = ({ environment: { defaultSchema: { value } } }: Project, writer: Writer): string => writer.name({ schema: value === "public" ? undefined : value, name: "_prisma_migrations" });

/** Prisma compares the SHA-256 of the file with the one that it kept when it was applied. */
function checksum({ name, source }: MigrationFile, project: Project, writer: Writer): string {
  const digest = createHash("sha256").update(source.text).digest("hex");
  return `UPDATE ${records(project, writer)} SET ${writer.identifier("checksum")} = ${writer.literal(digest)} WHERE ${writer.identifier("migration_name")} = ${writer.literal(name)}`;
}
