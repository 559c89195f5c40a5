import { notNullDefinition } from "../../database/recreate/columns.js";
import { identifier, nameAt, NOWHERE } from "../../database/recreate/nowhere.js";
import { identityOptions } from "../../database/recreate/tables.js";
import { currentType, toExpression } from "../../database/render.js";
import type { Column, Database, ObjectId, Table } from "../../model/database.js";
import type { Operation } from "../../model/operation.js";
import type { Draft } from "../draft.js";
import { conversion } from "./conversion.js";
import { pairs } from "./move.js";
import { sameColumnType, sameExpression } from "./same.js";

/** Gives columns that stay the types, defaults and the rest that they have in the goal. Those of parents first: partitions and heirs follow. */
export function alterColumns(draft: Draft, start: Database, goal: Database): void {
  const stayed = new Set(start.tables.flatMap(({ columns }) => columns.map(({ id }) => id)));
  for (const [table, wanted] of pairs(draft.database.tables, goal.tables)) {
    for (const [column, other] of pairs(table.columns, wanted.columns)) if (stayed.has(column.id) || isWithoutDefault(column, other)) alterColumn(draft, { table: table.id, column: column.id }, other, wanted, goal);
  }
}

/** One that was added without it, for a key that does not take one value twice. */
const isWithoutDefault = (column: Column, goal: Column): boolean => !column.default && goal.default !== undefined;

function alterColumn(draft: Draft, place: { readonly table: ObjectId; readonly column: ObjectId }, goal: Column, goalTable: Table, goalDatabase: Database): void {
  const now = (): Column | undefined => draft.database.tables.find(({ id }) => id === place.table)?.columns.find(({ id }) => id === place.column);
  const at = { span: NOWHERE, table: nameAt(goalTable), column: identifier(goal.name) };
  const run = (operation: Operation): void => draft.run(operation);
  const first = now();
  if (!first) return;
  if (first.identity !== undefined && goal.identity === undefined && first.inherited !== true) run({ kind: "dropIdentity", ...at, ifExists: false });
  if (first.generated && !goal.generated) run({ kind: "dropGenerated", ...at, ifExists: false });
  if (!sameColumnType(first, goal) && first.inherited !== true) alterType(draft, first, goal, at, goalDatabase);
  alterDefault(draft, now(), goal, at, goalDatabase);
  // Of a column that can be NULL none can be made.
  if (goal.identity !== undefined) alterNotNull(draft, now(), goal, at);
  // A partition gets its parent's.
  if (!goalTable.partitionOf) alterIdentity(draft, now(), goal, at, goalDatabase);
  alterNotNull(draft, now(), goal, at);
}

type At = Pick<Extract<Operation, { kind: "dropDefault" }>, "span" | "table" | "column">;

function alterType(draft: Draft, now: Column, goal: Column, at: At, goalDatabase: Database): void {
  // A constant would be cast with its column, and cannot be where no cast is implicit.
  if (now.default && !sameExpression(now.default, goal.default)) draft.run({ kind: "dropDefault", ...at });
  draft.run({
    kind: "alterColumnType", ...at, type: currentType(goal.type, goalDatabase),
    using: conversion(now, goal, { to: goalDatabase, quote: draft.quote, write: draft.type }), collation: goal.collation,
  });
}

function alterDefault(draft: Draft, now: Column | undefined, goal: Column, at: At, goalDatabase: Database): void {
  if (!now || sameExpression(now.default, goal.default)) return;
  if (goal.default) draft.run({ kind: "setDefault", ...at, default: toExpression(goal.default, goalDatabase, draft.quote) });
  else draft.run({ kind: "dropDefault", ...at });
}

function alterIdentity(draft: Draft, now: Column | undefined, goal: Column, at: At, goalDatabase: Database): void {
  if (!now || goal.identity === undefined || now.identity === goal.identity || now.inherited === true) return;
  const add = now.identity === undefined;
  draft.run({ kind: "setIdentity", ...at, add, generation: goal.identity, options: add ? identityOptions(goal, goalDatabase) : undefined });
}

function alterNotNull(draft: Draft, now: Column | undefined, goal: Column, at: At): void {
  if (!now) return;
  const [own, wanted] = [now.notNullConstraint, goal.notNullConstraint];
  const isThere = now.notNull || own !== undefined;
  const isWanted = goal.notNull || wanted !== undefined;
  const isLooser = own?.validated === true && wanted?.validated === false;
  if (isThere && (!isWanted || isLooser) && own?.inherited !== true) draft.run({ kind: "dropNotNull", ...at });
  if (isWanted && (!isThere || isLooser) && wanted?.inherited !== true) {
    const says = wanted && (!wanted.validated || wanted.noInherit || wanted.name !== `${at.table.name}_${goal.name}_not_null`);
    draft.run({ kind: "setNotNull", ...at, ...(says === true && { constraint: notNullDefinition(wanted) }) });
  }
  if (own?.validated === false && wanted?.validated === true && !own.inherited) draft.run({ kind: "validateConstraint", span: NOWHERE, table: at.table, name: identifier(own.name) });
  if (own && wanted && own.noInherit !== wanted.noInherit && !own.inherited) draft.run({ kind: "alterConstraint", span: NOWHERE, table: at.table, name: identifier(own.name), noInherit: wanted.noInherit });
}
