import { accessHistories } from "./access-histories.js";
import { administrationHistories } from "./administration-histories.js";
import type { JudgedMigration } from "./catalog-judge.js";
import { constraintHistories } from "./constraint-histories.js";
import { enumHistories } from "./enum-histories.js";
import { familyHistories } from "./family-histories.js";
import { foreignTableHistories } from "./foreign-table-histories.js";
import { objectHistories } from "./object-histories.js";
import { rareObjectHistories } from "./rare-object-histories.js";
import { rareTableHistories } from "./rare-table-histories.js";
import { relationHistories } from "./relation-histories.js";
import { routineHistories } from "./routine-histories.js";
import { shopHistory } from "./shop.js";
import { tableHistories } from "./table-histories.js";
import { typedTableHistories } from "./typed-table-histories.js";

export interface History {
  readonly name: string;
  readonly migrations: readonly JudgedMigration[];
  /** Oldest version that has the syntax; 0 for all that we speak of. */
  readonly since: number;
}

const SINCE: ReadonlyMap<string, number> = new Map([
  ["storage parameters and column settings", 16], // STORAGE in CREATE TABLE
  ["SET EXPRESSION, VIRTUAL", 18],
  ...["NOT NULL is a constraint with a name", "NOT NULL of parents", "NOT NULL of partitioned tables", "NOT ENFORCED", "temporal keys"].map((name): [string, number] => [name, 18]),
]);

const OTHERS_SINCE: ReadonlyMap<string, number> = new Map([
  ["how a materialised view is stored", 14], // COMPRESSION
  ["unlogged sequences", 15],
  ["what SEARCH and CYCLE add, parameters of PREPARE, columns without a name", 16], // json_object
]);

/** Those of `allHistories`, and those of rights, of what is rare, of what administers and of what PL/pgSQL does. */
export function everyHistory(): History[] {
  const others = Object.entries({ ...accessHistories, ...administrationHistories, ...relationHistories, ...rareTableHistories, ...routineHistories, ...typedTableHistories });
  return [...allHistories(), ...others.map(([name, sqls]) => ({ name, migrations: numbered(sqls), since: OTHERS_SINCE.get(name) ?? 0 }))];
}

/** The shop, and the histories of tables, of families of tables and of other objects. */
export function allHistories(): History[] {
  const own = Object.entries({ ...tableHistories, ...familyHistories, ...objectHistories, ...rareObjectHistories, ...constraintHistories, ...enumHistories, ...foreignTableHistories });
  const unknown = [...SINCE.keys()].filter((name) => own.every(([known]) => known !== name));
  if (unknown.length > 0) throw new Error(`no such histories: ${unknown.join(", ")}`);
  return [{ name: "shop", migrations: shopHistory(), since: 0 }, ...own.map(([name, sqls]) => ({ name, migrations: numbered(sqls), since: SINCE.get(name) ?? 0 }))];
}

const numbered = (sqls: readonly string[]): JudgedMigration[] => sqls.map((sql, index) => ({ name: String(index + 1), sql }));
