import type { AlterSequence, CreateSequence, DropSequence, RenameSequence, SequenceOptions } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, ifExists, ifNotExists, qualifiedName, words } from "./names.js";

export const createSequence = (operation: CreateSequence): string =>
  words("CREATE", operation.unlogged === true && "UNLOGGED", "SEQUENCE", ifNotExists(operation), qualifiedName(operation.name), sequenceOptions(operation.options));

export const alterSequence = (operation: AlterSequence): string =>
  words("ALTER SEQUENCE", ifExists(operation), qualifiedName(operation.name), sequenceOptions(operation.options));

export const dropSequence = (operation: DropSequence): string => words("DROP SEQUENCE", ifExists(operation), qualifiedName(operation.name), cascade(operation));

export const renameSequence = (operation: RenameSequence): string =>
  words("ALTER SEQUENCE", ifExists(operation), qualifiedName(operation.name), "RENAME TO", quoteIdentifier(operation.to.name));

export const sequenceOptions = (options: SequenceOptions | undefined): string => optionList(options).join(" ");

/** ALTER COLUMN wants SET before each option. */
export const alterIdentityOptions = (options: SequenceOptions | undefined): string =>
  optionList(options)
    .map((option) => `SET ${option}`)
    .join(" ");

function optionList(options: SequenceOptions | undefined): string[] {
  if (!options) return [];
  const { name, dataType, increment, start, cache, cycle } = options;
  const list = [
    name && `SEQUENCE NAME ${qualifiedName(name)}`,
    dataType !== undefined && `AS ${dataType}`,
    increment !== undefined && `INCREMENT BY ${increment}`,
    bound("MINVALUE", options.minimum),
    bound("MAXVALUE", options.maximum),
    start !== undefined && `START WITH ${start}`,
    cache !== undefined && `CACHE ${cache}`,
    cycle !== undefined && (cycle ? "CYCLE" : "NO CYCLE"),
    owner(options),
  ];
  return list.filter((option) => typeof option === "string");
}

function bound(word: string, value: string | null | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value === null ? `NO ${word}` : `${word} ${value}`;
}

function owner({ ownedBy }: SequenceOptions): string | undefined {
  if (ownedBy === undefined) return undefined;
  return ownedBy === null ? "OWNED BY NONE" : `OWNED BY ${qualifiedName(ownedBy.table)}.${quoteIdentifier(ownedBy.column)}`;
}
