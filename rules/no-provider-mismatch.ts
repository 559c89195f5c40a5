import { defineRule } from "../src/check/rule.js";

const START = { start: 0, end: 0 };

export default defineRule({
  id: "no-provider-mismatch",
  summary: "A migration_lock.toml that is missing or names another provider",
  category: "history",
  recommended: "error",
  strict: "error",
  providers: ["postgresql", "cockroachdb", "mysql", "sqlite", "sqlserver", "mongodb"],
  options: {},
  messages: {
    other: {
      message: "schema.prisma says {{provider}}, migration_lock.toml says {{locked}}: Prisma refuses to deploy these migrations (P3019).",
      help: "If the database was changed, begin a new history: move the old migrations away and run `prisma migrate dev`. If not, write `provider = \"{{provider}}\"` into migration_lock.toml.",
    },
    missing: {
      message: "migration_lock.toml is missing: nothing tells Prisma that these migrations are written for {{provider}}.",
      help: "Write it, with the line `provider = \"{{provider}}\"`, and commit it.",
    },
  },
  docs: {
    effect:
      "Migrations are written in the SQL of one database. migration_lock.toml says which, and Prisma stops when schema.prisma says another (P3019). Without the file it runs them on whatever database it is given.",
    remedy: "Commit migration_lock.toml as Prisma wrote it. With another provider begin a new history.",
  },
  check: {},
  folder({ dir, lock, lockThere, provider }, { environment, report }) {
    if (environment.runner !== undefined || provider === undefined) return;
    if (lock && lock.provider !== provider) report({ at: { file: lock.file, span: START }, message: "other", data: { provider, locked: lock.provider }, subject: {} });
    else if (!lockThere) report({ at: { file: `${dir}/migration_lock.toml`.replace(/^\.\//, ""), span: START }, message: "missing", data: { provider }, subject: {}, level: "warning" });
  },
});
