import { defineRule, dropsOf, findTable, inCode, isSure, listed, placeOf, said } from "../src/check/rule.js";
import type { Problem } from "../src/model/database.js";

export default defineRule({
  id: "no-blocked-by-dependents",
  summary: "The statement changes or drops what something else depends on",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    drop: {
      message: "This statement fails (2BP01): {{what}} cannot be dropped, because {{dependents}} {{depend}} on it.",
      help: "Drop first, in this migration, what depends on it; afterwards make again what is still needed.{{drops}}",
    },
    type: {
      message: "This statement fails (0A000): the type of {{what}} cannot be changed, because {{dependents}} {{depend}} on it.",
      help: "Drop first, in this migration, what depends on the column; afterwards make it again: a view with the same query, a generated column, policy, trigger or rule with the same expression.{{drops}}",
    },
    truncate: {
      message: "This statement fails (0A000): {{what}} cannot be truncated, because of {{dependents}}.",
      help: "TRUNCATE all of these tables in one statement, or `DELETE FROM {{name}};`",
    },
  },
  docs: {
    effect:
      "PostgreSQL keeps track of what depends on what. It refuses to drop a table, column, type or function that a view, constraint, default, policy or trigger uses (2BP01), and to change the type of a column that a view, rule, policy, trigger or generated column reads (0A000). Prisma knows nothing of views, triggers and policies made in SQL, so the migrations that it writes run into them.",
    remedy: "Drop what depends on it and make it again in the same migration. DROP … CASCADE is no remedy: it takes along what nobody sees in the line.",
  },
  check: {
    effect(step, { sql, report }) {
      const { operation, before } = step;
      for (const problem of step.problems) {
        // Something that is not understood may have taken the dependents away.
        if (problem.kind !== "dependents" || !isSure(problem, before)) continue;
        const { dependents } = problem;
        const drops = inCode(dropsOf(dependents, before).map((drop) => sql.statement(drop)));
        const data = {
          what: whatOf(problem),
          depend: dependents.length === 1 ? "depends" : "depend",
          dependents: joined(dependents),
          drops: drops === "" ? "" : ` Before it: ${drops}`,
        };
        const { schema, name } = problem.table ?? problem.name;
        const isRelation = problem.table !== undefined || ["table", "view"].includes(problem.what);
        const subject = { schema: schema ?? null, table: isRelation ? name : null, column: problem.what === "column" ? problem.name.name : null, type: problem.what === "type" ? name : null };
        const place = { at: placeOf(step), subject };
        if (operation.kind === "alterColumnType") report({ ...place, message: "type", data });
        else if (operation.kind === "changeData") report({ ...place, message: "truncate", data: { what: data.what, dependents: data.dependents, name: sql.name(findTable(before, operation.table) ?? operation.table) } });
        else report({ ...place, message: "drop", data });
      }
    },
  },
});

const MOST = 6;

function joined(dependents: readonly string[]): string {
  const shown = dependents.slice(0, MOST);
  const last = dependents.length > MOST ? `${dependents.length - MOST} more` : shown.pop();
  return shown.length === 0 ? (last ?? "") : `${shown.join(", ")} and ${last ?? ""}`;
}

const whatOf = ({ what, name, table }: Problem): string => (table ? `${said(table)}.${listed([name.name])}` : `${what} ${said(name)}`);
