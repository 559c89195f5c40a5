import type { Index } from "../../model/database.js";

/** No key is an expression: plain columns only. Those of a materialised view have no ids and are kept as quoted names. */
export const hasPlainKeys = ({ keys }: Index): boolean => keys.every(({ column, expression }) => column !== undefined || /^"(?:[^"]|"")+"$/.test(expression?.sql ?? ""));

/** Prisma cannot write it in schema.prisma, whichever version: an expression, or columns that are only carried along. Below 7.4 neither a condition. */
export const isBeyondPrisma = (index: Index): boolean => !hasPlainKeys(index) || index.include.length > 0 || index.nullsNotDistinct;
