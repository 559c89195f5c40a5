import { defineRule } from "../src/check/rule.js";

const START = { start: 0, end: 0 };

export default defineRule({
  id: "no-missing-migration-file",
  summary: "A folder without migration.sql, or SQL that Prisma does not run",
  category: "history",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    missing: {
      message: "{{folder}} has no migration.sql: Prisma refuses to deploy anything as long as it is there (P3015).",
      help: "Add the file to the commit, or delete the folder{{others}}.",
    },
    stray: {
      message: "Prisma does not run {{file}}: of each folder it runs migration.sql, and nothing else.",
      help: "Put it into a folder of its own as migration.sql, or keep it outside of the migrations.",
    },
  },
  docs: {
    effect:
      "Prisma takes each folder in the migrations folder for a migration and stops at one without migration.sql, mostly because the file was not committed or git left an empty folder behind after a change of branches. All other files it passes over: SQL beside migration.sql is never run.",
    remedy: "One folder, one migration.sql. A `down.sql` beside it does no harm. Where another program runs the files, folders with `.ts` or `.js` in them are its own.",
  },
  check: {},
  folder({ withoutSql, stray }, { environment, report }) {
    for (const { path, files } of withoutSql) {
      if (environment.runner !== undefined && files.some((file) => /\.[cm]?[jt]s$/.test(file))) continue;
      const others = files.length === 0 ? "" : ` with its ${files.slice(0, 3).join(", ")}`;
      report({ at: { file: `${path}/migration.sql`, span: START }, message: "missing", data: { folder: path, others }, subject: {} });
    }
    if (environment.runner !== undefined) return;
    for (const file of stray) report({ at: { file, span: START }, message: "stray", data: { file }, subject: {}, level: "warning" });
  },
});
