import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import { LOCK, POSTGRESQL, tempProject } from "./support/temp-project.js";

// Each test starts Node once, which takes seconds on a machine that is busy with the other tests.
vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real thing, as one process. `onOutput` sees standard output as it grows. */
async function start(cwd: string, argv: readonly string[], onOutput: (child: ChildProcess) => void = () => {}, onError: (child: ChildProcess, stderr: string) => void = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", tsx, cli, ...argv], { cwd, env: { PATH: process.env["PATH"], HOME: cwd } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    stdout += part;
    onOutput(child);
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    stderr += part;
    onError(child, stderr);
  });
  const exitCode = await new Promise<number | null>((ended) => child.on("close", (code) => ended(code)));
  return { exitCode, stdout, stderr };
}

const columns = Array.from({ length: 600 }, (_, number) => `ALTER TABLE "User" DROP COLUMN "column${number}";\n`);
const manyFindings = {
  "prisma/schema.prisma": POSTGRESQL,
  "prisma/migrations/migration_lock.toml": LOCK,
  "prisma/migrations/1_init/migration.sql": `CREATE TABLE "User" (${columns.map((_, number) => `"column${number}" TEXT`).join(", ")});\n`,
  "prisma/migrations/2_drop/migration.sql": columns.join(""),
};

it("writes all of a long report to a pipe before it ends with 1", async () => {
  const { exitCode, stdout, stderr } = await start(tempProject(manyFindings), ["--format", "json", "--rule", "no-drop-column: error"]);
  const report: { projects: { summary: { errors: number } }[] } = JSON.parse(stdout);
  expect({ exitCode, stderr, errors: report.projects.map(({ summary }) => summary.errors) }).toEqual({ exitCode: 1, stderr: "", errors: [600] });
});

it("ends quietly when nobody reads on", async () => {
  const { exitCode, stderr } = await start(tempProject(manyFindings), ["--format", "json"], (child) => child.stdout?.destroy());
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
});

it("ends with 2 and two lines for wrong use", async () => {
  expect(await start(tempProject({}), ["--wrong"])).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: "error: Unknown option '--wrong'.\n  `prisma-migrate-lint COMMAND --help` lists what there is.\n",
  });
});

it("ends with 0 when nothing is wrong", async () => {
  const { exitCode, stdout } = await start(tempProject({ "prisma/schema.prisma": POSTGRESQL }), []);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "No problems in schema.prisma (no migrations)\n" });
});

it("ends with 130 when it is interrupted", async () => {
  const waiting = { "prisma-migrate-lint.config.mjs": 'process.stdout.write("ready");\nawait new Promise((resolve) => setTimeout(resolve, 50_000));\nexport default {};\n' };
  const { exitCode, stderr } = await start(tempProject(waiting), [], (child) => child.kill("SIGINT"));
  expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "" });
});

it("ends with 130 when it is interrupted while a database runs a migration", async () => {
  const cwd = tempProject({ "prisma/schema.prisma": POSTGRESQL, "prisma/migrations/migration_lock.toml": LOCK, "prisma/migrations/1_slow/migration.sql": "SELECT pg_sleep(50);\n" });
  const interrupt = (child: ChildProcess, stderr: string) => {
    if (stderr.endsWith("migration …\n")) child.kill("SIGINT");
  };
  const { exitCode, stdout, stderr } = await start(cwd, ["verify", "--all"], undefined, interrupt);
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: "", stderr: "1_slow: rows …\n1_slow: migration …\n" });
});
