import { defineRule, dropConcurrently, isDone, liveRelation, orJoined, placeOf, said, shellWord, shortened } from "../src/check/rule.js";
import type { Name } from "../src/model/name.js";
import type { ReplayedMigration, Step } from "../src/model/step.js";

export default defineRule({
  id: "no-if-not-exists-concurrently",
  summary: "CREATE INDEX CONCURRENTLY IF NOT EXISTS, content with the remains of a failed build",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    content: {
      message: "A build that fails leaves {{index}} behind INVALID; because of IF NOT EXISTS the next try then succeeds without building anything, and {{lack}}.",
      help: "Here: `{{build}};`\n\nIf it fails: `{{drop}};`, then `prisma migrate resolve --rolled-back {{migration}}` and deploy again. Built by hand before? `prisma migrate resolve --applied {{migration}}`.",
    },
  },
  // A project that writes it once writes it always.
  severalOf: "report",
  several: {
    content: ({ index, lack, build: [build = ""], drop: [drop = ""], migration: [migration = ""] }) => ({
      message: `A build that fails leaves its index behind INVALID; because of IF NOT EXISTS the next try then succeeds without building anything, and ${orJoined([...new Set(lack)])}: ${shortened(index)}.`,
      help: `Leave IF NOT EXISTS out everywhere. Here: \`${build};\`\n\nIf it fails: \`${drop};\`, then \`prisma migrate resolve --rolled-back ${migration}\` and deploy again. Built by hand before? \`prisma migrate resolve --applied ${migration}\`.`,
    }),
  },
  docs: {
    effect:
      "When CREATE INDEX CONCURRENTLY fails, by a deadlock, a timeout or a duplicate value, the unfinished index stays, marked INVALID: every write keeps it up to date, no query uses it, and if it is unique the duplicates stay. IF NOT EXISTS looks at the name alone. The migration is deployed again, prints a notice, and is recorded as applied.",
    remedy:
      "Leave IF NOT EXISTS out: then the second try fails with 42P07 and says that something is left over. `DROP INDEX CONCURRENTLY` removes it. Where several migrations of a report have it, they are one finding, at the newest. The rule is silent where the statement before that had the index's name was a DROP INDEX.",
  },
  check: {
    history({ migrations }, { config, environment, sql, report }) {
      for (const step of migrations.filter(({ migration }) => migration.reported).flatMap(({ steps }) => steps)) {
        const { operation, migration } = step;
        if (operation.kind !== "createIndex" || !operation.name || !operation.concurrently || !operation.ifNotExists || !isDone(step)) continue;
        const index = { schema: operation.table.schema, name: operation.name.name };
        if (wasDropped(index, step, migrations, environment.defaultSchema.value)) continue;
        // Few rows are built without trouble, duplicates among them are not.
        const relation = liveRelation(operation.table, step, operation.unique ? { ...config, smallTableRows: -1 } : config);
        if (!relation) continue;
        const build = sql.statement({ ...operation, ifNotExists: false });
        const wayOut = { title: "Leave IF NOT EXISTS out", here: [build], then: [] };
        const lack = operation.unique ? "duplicates stay possible" : "no query ever uses it";
        const data = { index: said(index), lack, build, drop: sql.statement(dropConcurrently(index)), migration: shellWord(migration.name) };
        report({ at: placeOf(step), message: "content", data, subject: { schema: relation.schema, table: relation.name, index: index.name }, wayOut });
      }
    },
  },
});

/** The last statement before this one that had the index's name was a DROP INDEX. */
function wasDropped(index: Name, step: Step, migrations: readonly ReplayedMigration[], defaultSchema: string): boolean {
  const isIt = ({ schema, name }: Name): boolean => name === index.name && (schema ?? defaultSchema) === (index.schema ?? defaultSchema);
  const own = migrations.findIndex(({ migration }) => migration.name === step.migration.name);
  for (const replayed of migrations.slice(0, own + 1).reverse()) {
    // What is not named need not be replayed.
    if (!mayName(replayed.migration.source.text, index.name)) continue;
    const { migration, steps } = replayed;
    const before = migration.name === step.migration.name ? steps.slice(0, steps.indexOf(step)) : steps;
    const last = before.findLast(({ operation }) => (operation.kind === "dropIndex" && isIt(operation.name)) || (operation.kind === "createIndex" && operation.name && isIt({ schema: operation.table.schema, name: operation.name.name })));
    if (last) return last.operation.kind === "dropIndex";
  }
  return false;
}

/** A name that needs quotes may be written in several ways. */
const mayName = (text: string, name: string): boolean => !/^[\w$]+$/.test(name) || text.toLowerCase().includes(name.toLowerCase());
