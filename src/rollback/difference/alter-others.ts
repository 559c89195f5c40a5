import { identifier, nameAt, NOWHERE } from "../../database/recreate/nowhere.js";
import { createObject, members, placesOf } from "../../database/recreate/objects.js";
import { noOptions, ownSequence, sequenceOptions } from "../../database/recreate/sequences.js";
import { belonging, typed } from "../../database/recreate/tables.js";
import { currentType, toExpression } from "../../database/render.js";
import type { Database, Sequence } from "../../model/database.js";
import type { BaseType, CompositeType, Domain } from "../../model/database-objects.js";
import type { CompositeChange, DomainChange, TypeOptionDefinition } from "../../model/operation-objects.js";
import type { Operation } from "../../model/operation.js";
import type { Draft } from "../draft.js";
import { isReplaceable } from "./in-the-way.js";
import { pairs } from "./move.js";
import { sameExpression, sameName, sameObject, sameType } from "./same.js";

/** Before columns of their types come back, which would be in the way; as far as the types of their attributes are there; a collation may not be yet. */
export function alterComposites(draft: Draft, goal: Database): void {
  for (const [type, other] of pairs(draft.database.composites, goal.composites)) for (const change of compositeChanges(type, other, goal)) if (!("attribute" in change && "collation" in change.attribute && change.attribute.collation)) draft.attempt({ kind: "alterComposite", span: NOWHERE, name: nameAt(other), cascade: false, change });
  draft.settle(goal);
}

/** Domains, composite types, sequences and functions that stay. */
export function alterObjects(draft: Draft, goal: Database): void {
  for (const [domain, other] of pairs(draft.database.domains, goal.domains)) draft.run(...domainChanges(domain, other, draft, goal).map((change): Operation => ({ kind: "alterDomain", span: NOWHERE, name: nameAt(other), change })));
  for (const [type, other] of pairs(draft.database.composites, goal.composites)) draft.run(...compositeChanges(type, other, goal).map((change): Operation => ({ kind: "alterComposite", span: NOWHERE, name: nameAt(other), cascade: false, change })));
  for (const [type, other] of pairs(draft.database.baseTypes, goal.baseTypes)) {
    const options = changedOptions(type, other, draft, goal);
    if (options.length > 0) draft.run({ kind: "alterBaseType", span: NOWHERE, name: nameAt(other), options });
  }
  for (const [object, other] of pairs(draft.database.objects, goal.objects)) {
    if (!isReplaceable(object.kind) || sameObject(object, other)) continue;
    draft.run(...createObject(other, goal, draft.quote).map((operation): Operation => (operation.kind === "createObject" ? { ...operation, replace: true, definition: { ...operation.definition, sql: replacing(operation.definition.sql) } } : operation)));
  }
}

/** Those that ALTER TYPE can set; how values are stored cannot be left open again. */
function changedOptions({ options: some = [] }: BaseType, { options: wanted = [] }: BaseType, draft: Draft, goal: Database): TypeOptionDefinition[] {
  const changed = wanted.filter(({ name, value }) => !sameExpression(value, some.find((option) => option.name === name)?.value));
  const more = some.filter(({ name }) => name !== "storage" && !wanted.some((option) => option.name === name));
  return [...changed.map(({ name, value }) => ({ name, value: toExpression(value, goal, draft.quote) })), ...more.map(({ name }) => ({ name, value: undefined }))];
}

/** A table is of its type again when both are as they were: until then its columns can be changed by themselves. */
export function untype(draft: Draft, goal: Database): void {
  for (const [table, other] of pairs(draft.database.tables, goal.tables)) {
    if (table.ofType === undefined) continue;
    const attributes = ({ composites }: Database): string => JSON.stringify(composites.find(({ id }) => id === table.ofType)?.attributes);
    if (table.ofType !== other.ofType || attributes(draft.database) !== attributes(goal)) draft.run({ kind: "setTableType", span: NOWHERE, table: nameAt(table), type: undefined });
  }
}

/** What goes with an extension cannot be dropped by itself. */
export function release(draft: Draft, goal: Database): void {
  const kept = new Set(members(goal, placesOf(goal)).map((operation) => JSON.stringify(operation)));
  for (const operation of members(draft.database, placesOf(draft.database))) {
    if (operation.kind === "alterExtension" && operation.change.kind === "add" && !kept.has(JSON.stringify(operation))) draft.run({ ...operation, change: { ...operation.change, kind: "drop" } });
  }
}

/** Of tables that stay: what is more than their columns. */
export function alterTables(draft: Draft, goal: Database): void {
  for (const [sequence, other] of pairs(draft.database.sequences, goal.sequences)) draft.run(...sequenceChanges(sequence, other, goal));
  for (const [table, other] of pairs(draft.database.tables, goal.tables)) {
    if (table.persistence !== other.persistence && other.persistence !== "temporary") draft.run({ kind: "setPersistence", span: NOWHERE, table: nameAt(other), persistence: other.persistence });
    const isNew = table.partitionOf?.parent !== other.partitionOf?.parent || other.inherits.some((id) => !table.inherits.includes(id));
    if (isNew) draft.run(...belonging({ ...other, inherits: other.inherits.filter((id) => !table.inherits.includes(id)) }, goal));
    if (table.ofType !== other.ofType) draft.run(...(other.ofType === undefined ? [{ kind: "setTableType" as const, span: NOWHERE, table: nameAt(other), type: undefined }] : typed(other, goal)));
    for (const [constraint, wanted] of pairs(table.constraints, other.constraints)) {
      const at = { span: NOWHERE, table: nameAt(other), name: identifier(wanted.name) };
      const isEnforced = wanted.notEnforced !== true;
      if ((constraint.notEnforced !== true) !== isEnforced) draft.run({ kind: "alterConstraint", ...at, enforced: isEnforced });
      else if (!constraint.validated && wanted.validated) draft.run({ kind: "validateConstraint", ...at });
      if (constraint.deferrable !== wanted.deferrable || constraint.initiallyDeferred !== wanted.initiallyDeferred) draft.run({ kind: "alterConstraint", ...at, deferrable: wanted.deferrable, initiallyDeferred: wanted.initiallyDeferred });
    }
  }
}

/** The statement as written may say OR REPLACE already. */
const replacing = (sql: string): string => sql.replace(/^(\s*create\s+)(?!or\s+replace\b)/i, "$1OR REPLACE ");

function domainChanges(domain: Domain, goal: Domain, draft: Draft, database: Database): DomainChange[] {
  const check = ({ name, expression, validated }: Domain["checks"][number]): DomainChange => ({ kind: "addCheck", check: { name: identifier(name), expression: toExpression(expression, database, draft.quote), notValid: !validated } });
  const lost = domain.checks.filter((one) => !goal.checks.some(({ id, validated }) => id === one.id && (validated || !one.validated)));
  return [
    ...lost.map(({ name }): DomainChange => ({ kind: "dropConstraint", name: identifier(name), ifExists: false })),
    ...goal.checks.filter(({ id }) => !domain.checks.some((one) => one.id === id && !lost.includes(one))).map(check),
    ...goal.checks.filter(({ id, validated }) => validated && domain.checks.some((one) => one.id === id && !one.validated)).map(({ name }): DomainChange => ({ kind: "validateConstraint", name: identifier(name) })),
    ...(sameExpression(domain.default, goal.default) ? [] : [goal.default ? { kind: "setDefault" as const, default: toExpression(goal.default, database, draft.quote) } : { kind: "dropDefault" as const }]),
    ...(domain.notNull === goal.notNull ? [] : [{ kind: goal.notNull ? ("setNotNull" as const) : ("dropNotNull" as const) }]),
  ];
}

function compositeChanges(type: CompositeType, goal: CompositeType, database: Database): CompositeChange[] {
  const definition = ({ name, type: of, collation }: CompositeType["attributes"][number]): { name: ReturnType<typeof identifier>; type: ReturnType<typeof currentType>; collation: typeof collation } => ({ name: identifier(name), type: currentType(of, database), collation });
  return [
    ...type.attributes.filter(({ id }) => !goal.attributes.some((other) => other.id === id)).map(({ name }): CompositeChange => ({ kind: "dropAttribute", attribute: identifier(name), ifExists: false })),
    ...goal.attributes.filter(({ id }) => !type.attributes.some((other) => other.id === id)).map((attribute): CompositeChange => ({ kind: "addAttribute", attribute: definition(attribute) })),
    ...pairs(type.attributes, goal.attributes).filter(([one, other]) => !sameType(one.type, other.type) || !sameName(one.collation, other.collation)).map(([, other]): CompositeChange => ({ kind: "alterAttributeType", attribute: definition(other) })),
  ];
}

function sequenceChanges(sequence: Sequence, goal: Sequence, database: Database): Operation[] {
  const operations: Operation[] = [];
  const at = { kind: "alterSequence", span: NOWHERE, name: nameAt(goal), ifExists: false } as const;
  const told = ({ dataType, start, increment, minimum, maximum, cache, cycle }: Sequence): string => JSON.stringify([dataType, start, increment, minimum, maximum, cache, cycle]);
  if (told(sequence) !== told(goal)) {
    const { minimum, maximum, increment, start, cache } = goal;
    const options = { ...sequenceOptions(goal), dataType: goal.dataType === sequence.dataType ? undefined : goal.dataType, minimum: minimum ?? null, maximum: maximum ?? null, increment: increment ?? "1", start: start ?? minimum ?? "1", cache: cache ?? "1", cycle: goal.cycle };
    operations.push({ ...at, options });
  }
  if (sequence.ownedBy?.column === goal.ownedBy?.column || sequence.identity) return operations;
  return [...operations, ...(goal.ownedBy ? ownSequence(goal, database) : [{ ...at, options: { ...noOptions, ownedBy: null } }])];
}

