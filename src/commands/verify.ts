import { resolve } from "node:path";
import { jsonText } from "../report/json.js";
import { verificationJson } from "../report/verify-json.js";
import { verifyPretty } from "../report/verify-pretty.js";
import { LintError } from "../model/lint-error.js";
import { rollback } from "../rollback/rollback.js";
import { embedded } from "../verify/embedded/embedded.js";
import { server } from "../verify/postgres/server.js";
import { readQueries } from "../verify/read-queries.js";
import { verify, type ProjectVerification } from "../verify/verify.js";
import type { Workshop } from "../verify/bench.js";
import type { VerifyFlags } from "./options.js";
import { replayedProjects, type ReplayedProject } from "./replayed-projects.js";
import { pageOf, type Terminal } from "./terminal.js";

/** `verify`: the history, the chosen migrations and their rollbacks on a real PostgreSQL; 1 where one contradicts what is promised. Throws `LintError`. */
export async function verifyCommand(names: readonly string[], flags: VerifyFlags, terminal: Terminal): Promise<number> {
  requireServerOptions(flags);
  const { projects } = await replayedProjects(names, flags, terminal);
  const results: { readonly root: string; readonly verified: ProjectVerification }[] = [];
  for (const project of projects) {
    if (project.chosen.length === 0) continue;
    results.push({ root: project.project.root, verified: await verifyProject(project, flags, terminal) });
  }
  const verifications = results.flatMap(({ verified }) => verified.migrations);
  if (flags.format === "json") {
    terminal.stdout.write(jsonText("verify", { projects: results.map(({ root, verified }) => ({ root, server: verified.server, version: verified.version, migrations: verified.migrations.map(verificationJson) })) }));
  } else {
    const page = pageOf(terminal, flags.color);
    terminal.stdout.write(verifications.length > 0 ? verifyPretty(verifications, page) : "No new migrations. Name some, or give --all.\n");
  }
  return verifications.some(({ steps }) => steps.some(({ status }) => status === "failed")) ? 1 : 0;
}

/** Databases are removed whatever happens, also when the user interrupts. */
async function verifyProject({ project, dialect, timeline }: ReplayedProject, flags: VerifyFlags, terminal: Terminal): Promise<ProjectVerification> {
  const file = (path: string): string => resolve(terminal.cwd, path);
  const options = {
    rows: flags.rows,
    queries: flags.queries === undefined ? [] : readQueries(file(flags.queries), "--queries", dialect),
    checks: (flags.check ?? []).flatMap((path) => readQueries(file(path), "--check", dialect)),
    timeout: flags.timeout,
    skipExtensions: flags.skipExtension ?? [],
  };
  const workshop: Workshop = flags.databaseUrl === undefined ? embedded() : await server({ url: flags.databaseUrl, template: flags.template, allowed: flags.allowDatabase });
  const forget = terminal.onInterrupt?.(() => workshop.close());
  try {
    return await verify({ project, dialect, timeline, workshop, options, rollback, say: (line) => (flags.quiet === true ? undefined : terminal.stderr.write(`${line}\n`)) });
  } finally {
    forget?.();
    await workshop.close();
  }
}

function requireServerOptions({ databaseUrl, template, allowDatabase }: VerifyFlags): void {
  const alone = template !== undefined ? "--template" : allowDatabase !== undefined ? "--allow-database" : undefined;
  if (databaseUrl === undefined && alone !== undefined) throw new LintError(`${alone} names a database of a server, and no server is given.`, "Give it by --database-url.");
  if (template !== undefined && allowDatabase !== undefined) throw new LintError("--template copies a database, --allow-database works in one: both together mean two things.", "Leave one of them out.");
}
