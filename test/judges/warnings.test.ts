import { expect, it } from "vitest";
import { warningsOf } from "./warnings.js";

/** The forms of prisma-engines' warning_check.rs and unexecutable_step_check.rs. */
const header = `/*
  Warnings:

  - You are about to drop the column \`a\` on the \`t\` table. All the data in the column will be lost.
  - You are about to drop the \`t\` table. If the table is not empty, all the data it contains will be lost.
  - You are about to alter the column \`a\` on the \`t\` table. The data in that column could be lost. The data in that column will be cast from \`Text\` to \`Integer\`.
  - The \`a\` column on the \`t\` table would be dropped and recreated. This will lead to data loss if there is data in the column.
  - The primary key for the \`t\` table will be changed. If it partially fails, the table could be left without primary key constraint.
  - A unique constraint covering the columns \`[a,b]\` on the table \`t\` will be added. If there are existing duplicate values, this will fail.
  - The values [A,B] on the enum \`E\` will be removed. If these variants are still used in the database, this will fail.
  - Added the required column \`a\` to the \`t\` table without a default value. This is not possible if the table is not empty.
  - The required column \`a\` was added to the \`t\` table with a prisma-level default value. This is not possible if the table is not empty. Please add this column as optional, then populate it before making it required.
  - Made the column \`a\` on table \`t\` required. This step will fail if there are existing NULL values in that column.
  - Changed the column \`a\` on the \`t\` table from a scalar field to a list field. If there are non-null values in that column, this step will fail.
  - Changed the type of \`a\` on the \`t\` table. No cast exists, the column would be dropped and recreated, which cannot be done if there is data, since the column is required.
  - THIS IS BREAKING

*/
-- AlterTable
ALTER TABLE "t" DROP COLUMN "a";`;

it("reads every form of the engine's warnings, and not what people wrote between them", () => {
  expect(warningsOf(header)?.map(({ table, columns, type, rules }) => [table, columns.join(), type, rules[0]])).toEqual([
    ["t", "a", undefined, "no-drop-column"],
    ["t", "", undefined, "no-drop-table"],
    ["t", "a", undefined, "no-narrowing-cast"],
    ["t", "a", undefined, "no-drop-and-recreate"],
    ["t", "", undefined, "no-primary-key-change"],
    ["t", "a,b", undefined, "no-unchecked-unique"],
    [undefined, "", "E", "no-enum-value-removal"],
    ["t", "a", undefined, "require-column-default"],
    ["t", "a", undefined, "require-column-default"],
    ["t", "a", undefined, "require-backfill-before-not-null"],
    ["t", "a", undefined, "no-drop-and-recreate"],
    ["t", "a", undefined, "no-drop-and-recreate"],
  ]);
});

it("tells a file without a header from one without warnings", () => {
  expect(warningsOf('-- AlterTable\nALTER TABLE "t" DROP COLUMN "a";')).toBe(undefined);
  expect(warningsOf("/*\n  Warnings:\n\n*/\nSELECT 1;")).toEqual([]);
});
