import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { LintError } from "../model/lint-error.js";
import type { Page } from "../report/prose.js";
import { nearest } from "../text/nearest.js";
import { exampleText } from "./examples.js";
import { failureOf } from "./failure.js";
import { shells, type Shell } from "./completion.js";
import { formatOption, lintOptions, oneOf, rollbackOptions, sharedOptions, sinceOption, verifyOptions, type FormatFlag, type ImpactFlags, type InitFlags, type LintFlags, type RollbackFlags, type SchemaFlags, type SharedFlags, type VerifyFlags } from "./options.js";
import { ownPackage } from "./own-package.js";
import { chalkFor, widthOf, type Terminal } from "./terminal.js";

/** Runs one command line (without `node` and the script) and gives the exit code. Writes nothing but to the terminal's outputs; every error ends here. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = build(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    const failure = failureOf(error, argv.includes("--debug"), errorPage(terminal, argv));
    terminal.stderr.write(failure.text);
    return failure.exitCode;
  }
}

/** Options may be what is wrong, so the arguments are looked at as they came. */
function errorPage({ stderr, env }: Terminal, argv: readonly string[]): Page {
  const color = argv.includes("--no-color") ? false : argv.includes("--color") ? true : undefined;
  return { chalk: chalkFor(stderr, env, color), width: widthOf(stderr) };
}

/** What a command needs is imported when it runs: `--version` must not wait for a parser of SQL. */
function build(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command("prisma-migrate-lint")
    .description("Says what Prisma migrations lock, rewrite, break or lose on a live database, before they get there.")
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      // Errors are shown once, by `run`.
      writeErr: () => {},
      getOutHelpWidth: () => terminal.stdout.columns ?? 100,
      getOutHasColors: () => false,
    })
    .version(ownPackage().version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .addHelpText("after", "\nWithout a command: lint. `prisma-migrate-lint COMMAND --help` lists a command's options.");
  for (const option of sharedOptions()) program.addOption(option);

  const lint = program.command("lint", { isDefault: true }).argument("[paths...]", "projects, migrations or folders of them").description("report what is wrong with the new migrations and the schema");
  for (const option of lintOptions()) lint.addOption(option);
  lint.action(async (paths: string[]) => {
    const flags = lint.optsWithGlobals<LintFlags>();
    requirePaths(paths, resolve(terminal.cwd, flags.cwd ?? "."), program);
    const { lintCommand } = await import("./lint.js");
    exit(await lintCommand(paths, flags, terminal));
  });

  const schema = program
    .command("schema")
    .description("print the database as the migrations leave it")
    .option("--at <migration>", "name or path of a migration: the database after it (default: the newest)")
    .option("--squash <name>", "as one migration of this name that stands for all before it, with the steps to take")
    .addOption(formatOption("sql", "json"));
  schema.action(async () => {
    const { schemaCommand } = await import("./schema.js");
    exit(await schemaCommand(schema.optsWithGlobals<SchemaFlags>(), terminal));
  });

  const impact = program
    .command("impact")
    .argument("[migrations...]", "names or paths of migrations (default: the new ones)")
    .description("show what each statement locks, reads, rewrites and loses")
    .option("--all", "every migration, each as if it were the newest")
    .addOption(sinceOption())
    .option("--stats <file>", "row counts of a real database, as JSON")
    .addOption(formatOption("pretty", "json"));
  impact.action(async (names: string[]) => {
    const { impactCommand } = await import("./impact.js");
    exit(await impactCommand(names, impact.optsWithGlobals<ImpactFlags>(), terminal));
  });

  const rollback = program
    .command("rollback")
    .argument("[migrations...]", "names or paths of migrations (default: the new ones)")
    .description("print the SQL that takes migrations back, and what it cannot bring back");
  for (const option of rollbackOptions()) rollback.addOption(option);
  rollback.action(async (names: string[]) => {
    const { rollbackCommand } = await import("./rollback.js");
    exit(await rollbackCommand(names, rollback.optsWithGlobals<RollbackFlags>(), terminal));
  });

  const verify = program
    .command("verify")
    .argument("[migrations...]", "names or paths of migrations (default: the new ones)")
    .description("run migrations and their rollbacks on a real PostgreSQL, and compare with what is promised");
  for (const option of verifyOptions()) verify.addOption(option);
  verify.action(async (names: string[]) => {
    const { verifyCommand } = await import("./verify.js");
    exit(await verifyCommand(names, verify.optsWithGlobals<VerifyFlags>(), terminal));
  });

  const rules = program.command("rules").description("list the rules").addOption(formatOption("pretty", "json"));
  rules.action(async () => {
    const { rulesCommand } = await import("./rule-pages.js");
    exit(rulesCommand(rules.optsWithGlobals<SharedFlags & FormatFlag>(), terminal));
  });

  const explain = program.command("explain").argument("<rule>").description("show a rule's page").addOption(formatOption("pretty", "json"));
  explain.action(async (id: string) => {
    const { explainCommand } = await import("./rule-pages.js");
    exit(explainCommand(id, explain.optsWithGlobals<SharedFlags & FormatFlag>(), terminal));
  });

  const init = program.command("init").description("set up the configuration, a pre-commit hook and a CI job, asking first").option("--yes", "ask nothing: take what fits to what is set up here");
  init.action(async () => {
    const { initCommand } = await import("./init.js");
    exit(await initCommand(init.optsWithGlobals<InitFlags>(), terminal));
  });

  const completion = program.command("completion").argument("<shell>", "bash, zsh or fish", oneOf("completion", shells)).description("print a script that completes commands and options in a shell");
  completion.action(async (shell: Shell) => {
    const { completionScript } = await import("./completion.js");
    const { rules: known } = await import("../../rules/index.js");
    terminal.stdout.write(completionScript(shell, program, known.map(({ id }) => id)));
  });
  for (const command of program.commands) command.addHelpText("after", exampleText(command.name()));
  return program;
}

/** A word that is not on disk and looks like a command was meant to be one: the default command would only say that there is no such file. */
function requirePaths(paths: readonly string[], cwd: string, program: Command): void {
  const commands = program.commands.map((command) => command.name());
  for (const path of paths) {
    if (existsSync(resolve(cwd, path))) continue;
    if (commands.includes(path)) throw new LintError(`The command "${path}" comes after something that was taken for the command lint.`, `Write the command first: \`prisma-migrate-lint ${path} …\`.`);
    const near = nearest(path, commands);
    if (near !== undefined) throw new LintError(`There is no command, file or migration named "${path}": did you mean "${near}"?`, "`prisma-migrate-lint --help` lists the commands.");
  }
}
