import { buildsOrValidates, defineRule, leftSettings, placeOf, reachedBy, setterOf } from "../src/check/rule.js";
import type { Suggestion } from "../src/model/finding.js";
import type { Step } from "../src/model/step.js";

export default defineRule({
  id: "no-session-setting-leak",
  summary: "A SET that is still in force when the next migration runs",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    lost: {
      message: "search_path stays {{value}} on Prisma's connection, where it then no longer finds \"_prisma_migrations\": the deployment stops with P1014, although this migration has run.",
      help: "At the end of the file: `{{back}};`",
    },
    leak: {
      message: "{{name}} stays {{value}} when {{later}} is deployed together with this, on the same connection; deployed later, that runs without the setting.",
      help: "At the end of the file: `{{back}};`",
    },
    timeout: {
      message: "{{name}} stays {{value}} when {{later}} is deployed together with this, on the same connection, and may end what that builds or validates.",
      help: "At the end of the file: `{{back}};`",
    },
  },
  docs: {
    effect:
      "Prisma deploys all pending migrations on one connection, and SET lasts as long as that. So what a migration does comes to depend on whether the one before is deployed together with it: here both are new, there one of them has been there for weeks. A `search_path` without the schema of `_prisma_migrations`, as `pg_dump` writes it, stops Prisma itself (P1014). Timeouts do good in most migrations; to one that builds an index or validates a constraint they do not.",
    remedy: "RESET at the end of the file, or SET LOCAL where the file is one transaction. For `search_path` set it back to what Prisma had set.",
  },
  check: {
    history({ migrations }, { environment, sql, report }) {
      for (const [at, replayed] of migrations.entries()) {
        if (!replayed.migration.reported) continue;
        const pending = migrations.slice(at + 1).filter(({ migration }) => !migration.deployed);
        for (const { name, values } of leftSettings(replayed, environment)) {
          const step = setterOf(replayed, name);
          if (!step) continue;
          const home = environment.defaultSchema.value;
          const isPath = name === "search_path";
          const isTimeout = name.endsWith("_timeout");
          const isLost = isPath && !replayed.after.searchPath.includes(home);
          const later = reachedBy(name, pending, isTimeout ? buildsOrValidates : () => true);
          if (!later && !isLost) continue;
          const { span } = step.operation;
          const back = sql.statement(isPath ? { kind: "setParameter", span, name, values: [home], local: false } : { kind: "resetParameter", span, name });
          const place = { at: placeOf(step), subject: {}, suggestions: [atTheEnd(back, step)] };
          const data = { value: values.length === 0 ? "''" : values.map((value) => `'${value}'`).join(", "), back };
          if (isLost || !later) report({ ...place, message: "lost", data });
          else report({ ...place, message: isTimeout ? "timeout" : "leak", data: { ...data, name, later: later.migration.name } });
        }
      }
    },
  },
});

function atTheEnd(sql: string, { migration }: Step): Suggestion {
  const end = migration.script.statements.at(-1)?.span.end ?? 0;
  return { title: "Set it back at the end of the file", edits: [{ file: migration.source.file, span: { start: end, end }, text: `;\n${sql}` }] };
}
