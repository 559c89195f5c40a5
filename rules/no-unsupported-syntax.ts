import { defineRule, findTable, placeOf } from "../src/check/rule.js";

export default defineRule({
  id: "no-unsupported-syntax",
  summary: "A statement that is newer than the server",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    newer: {
      message: "{{what}} came with PostgreSQL {{since}}, and {{source}} says {{version}}: the migration fails here, and Prisma deploys nothing more until it is resolved (P3009).",
      help: "Write it as PostgreSQL {{version}} knows it. If the server is newer, say so: `postgresVersion: {{since}}` in the config.",
    },
    partitioned: {
      message: "PostgreSQL {{version}} refuses a foreign key NOT VALID on a partitioned table (0A000), which 18 takes; {{source}} says {{version}}.",
      help: "Add it to each partition NOT VALID and validate it there; then add it to the partitioned table, which takes those over. If the server is newer, say so: `postgresVersion: 18` in the config.",
    },
  },
  docs: {
    effect:
      "The migration works on the newer server of a developer and fails in production, where it then stands in the way of all others (P3009). The server's version is that of `postgresVersion` in the config, else the one that docker-compose or the CI configuration names; where neither says it, this rule is silent. It knows what came with 14 and later.",
    remedy: "Use the older form, or upgrade the server first.",
  },
  check: {
    migration({ migration, steps }, { environment, report }) {
      const { value: version, source } = environment.serverVersion;
      if (version === undefined) return;
      for (const { newer = [], span } of migration.script.statements) {
        const tooNew = newer.filter(({ since }) => since > version).toSorted((a, b) => b.since - a.since);
        const [first] = tooNew;
        if (!first) continue;
        report({ at: { file: migration.source.file, span }, message: "newer", data: { what: first.what, since: String(first.since), version: String(version), source }, subject: {} });
      }
      if (version >= 18) return;
      for (const step of steps) {
        const { operation, before } = step;
        if (operation.kind !== "addConstraint" || operation.constraint.kind !== "foreignKey" || !operation.constraint.notValid || operation.constraint.notEnforced === true) continue;
        const table = findTable(before, operation.table);
        if (table?.partitionBy === undefined) continue;
        report({ at: placeOf(step), message: "partitioned", data: { version: String(version), source }, subject: { schema: table.schema, table: table.name, constraint: operation.name?.name ?? null } });
      }
    },
  },
});
