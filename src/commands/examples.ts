/** A command line, and what it is for. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

const NAME = "prisma-migrate-lint";

/** Shown under the options of each command. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  lint: [
    { line: NAME, does: "the new migrations, against the default branch" },
    { line: `${NAME} --latest 1`, does: "the newest migration, deployed or not" },
    { line: `${NAME} --staged`, does: "what is staged: for a pre-commit hook" },
    { line: `${NAME} --since origin/main --format sarif=lint.sarif`, does: "the report of a CI job" },
    { line: `${NAME} --fix-dry-run`, does: "what --fix would write, as a diff" },
    { line: `${NAME} --all --baseline known.json --update-baseline`, does: "accept what is there, report what comes" },
  ],
  schema: [
    { line: `${NAME} schema`, does: "the database as DDL" },
    { line: `${NAME} schema --at 20260102030405_add_email --format json`, does: "as it was after one migration" },
    { line: `${NAME} schema --squash init > squashed.sql`, does: "one migration that stands for all" },
  ],
  impact: [
    { line: `${NAME} impact`, does: "the new migrations" },
    { line: `${NAME} impact 20260102030405_add_email --stats rows.json`, does: "one, with durations from real row counts" },
  ],
  rollback: [
    { line: `${NAME} rollback 20260102030405_add_email`, does: "the SQL that takes it back" },
    { line: `${NAME} rollback --write`, does: "down.sql beside each new migration" },
    { line: `${NAME} rollback --failed-at 2 20260102030405_add_email`, does: "after its third statement failed" },
    { line: `${NAME} rollback --keep-data 20260102030405_add_email`, does: "with a script that keeps the rows" },
  ],
  verify: [
    { line: `${NAME} verify`, does: "the new migrations on PGlite, with rows made up" },
    { line: `${NAME} verify --database-url "$STAGING_URL" --template staging`, does: "on a copy of a staging database" },
  ],
  rules: [{ line: `${NAME} rules --format json`, does: "with options and severities, for programs" }],
  explain: [{ line: `${NAME} explain no-drop-column`, does: "what happens, and the way out" }],
  init: [
    { line: `${NAME} init`, does: "asks, shows a diff, writes" },
    { line: `${NAME} init --yes`, does: "takes what fits to what is set up here" },
  ],
  completion: [
    { line: `source <(${NAME} completion bash)`, does: "in ~/.bashrc; the same with zsh in ~/.zshrc" },
    { line: `${NAME} completion fish | source`, does: "in ~/.config/fish/config.fish" },
  ],
};

export function exampleText(command: string): string {
  const own = examples[command] ?? [];
  return own.length === 0 ? "" : `\nExamples:\n${own.map(({ line, does }) => `  # ${does}\n  ${line}`).join("\n")}`;
}
