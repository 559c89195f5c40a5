import type { Environment, Version } from "../../../../model/environment.js";
import type { Script, Statement, Transaction } from "../../../../model/migration.js";
import { isSplittable } from "./splitting.js";

type Mode = "file" | "statement";

/**
 * Prisma up to 7.3 sends a file as one simple query: two statements or more are one implicit transaction. From 7.4 it sends statement by
 * statement, unless its SQL parser fails on one of them: then it sends the whole file as before (prisma-engines #5767, #5847). Where we do not know
 * whether it fails, both ways are given.
 */
export function transactions(script: Script, environment: Environment): readonly (readonly Transaction[])[] {
  const runs = modes(script, environment).map((mode) => (mode === "file" ? runAsFile(script) : runByStatement(script)));
  return script.statements.map((_, index) => runs.flatMap((run) => run[index] ?? []));
}

function modes(script: Script, { runner, prismaVersion }: Environment): readonly Mode[] {
  if (runner) return [runner];
  const version = prismaVersion.value;
  if (version && !splits(version)) return ["file"];
  const splittable = script.statements.map((statement) => isSplittable(script, statement));
  if (splittable.includes(false)) return ["file"];
  return version && !splittable.includes(undefined) ? ["statement"] : ["file", "statement"];
}

const splits = ({ major, minor }: Version): boolean => major > 7 || (major === 7 && minor >= 4);

/** A bare BEGIN takes the implicit statements before it along; after COMMIT a new implicit transaction begins (measured on 16, 17, 18). */
function runAsFile(script: Script): Transaction[] {
  const block = script.statements.length > 1;
  const run: Transaction[] = [];
  let id = 0;
  let from = 0;
  let chained = false;
  for (const [at, statement] of script.statements.entries()) {
    const explicit = chained || run.slice(from).some((transaction) => transaction.kind === "explicit");
    run.push({ id, kind: explicit ? "explicit" : "file", block });
    const { begins, ends, chains } = borders(statement);
    if (begins) for (let index = from; index <= at; index++) run[index] = { id, kind: "explicit", block: true };
    if (ends) {
      id += 1;
      from = at + 1;
      chained = chains;
    }
  }
  return run;
}

function runByStatement(script: Script): Transaction[] {
  const run: Transaction[] = [];
  let id = 0;
  let open = false;
  for (const statement of script.statements) {
    const { begins, ends, chains } = borders(statement);
    open ||= begins;
    run.push({ id, kind: open ? "explicit" : "statement", block: open });
    if (ends) open &&= chains;
    if (ends || !open) id += 1;
  }
  return run;
}

function borders(statement: Statement): { readonly begins: boolean; readonly ends: boolean; readonly chains: boolean } {
  const begins = statement.operations.some((operation) => operation.kind === "begin");
  const ends = statement.operations.some((operation) => operation.kind === "commit" || (operation.kind === "rollback" && operation.toSavepoint === undefined));
  const chains = statement.operations.some((operation) => (operation.kind === "commit" || operation.kind === "rollback") && operation.chain === true);
  return { begins, ends, chains };
}
