import { parse } from "yaml";

/**
 * A hook that does what lefthook does with the commands of this configuration: it runs where one of the staged files matches the glob, in which `*` stands for slashes too,
 * and its exit code is the commit's. The real one would put itself into this repository when it is installed.
 */
export function lefthook(yaml: string): string {
  const config: { "pre-commit": { commands: Readonly<Record<string, { glob: string; run: string }>> } } = parse(yaml);
  const jobs = Object.values(config["pre-commit"].commands).map(({ glob, run }) => whenStaged(expressionOf(glob), run));
  return `#!/bin/sh\nset -e\n${jobs.join("\n")}\n`;
}

/** The same for pre-commit, which asks Python to be there: hooks of `language: system` without file names, for staged files that `files` finds. */
export function preCommit(yaml: string): string {
  const config: { repos: readonly { repo: string; hooks: readonly { entry: string; language: string; files: string; pass_filenames: boolean }[] }[] } = parse(yaml);
  const hooks = config.repos.flatMap(({ repo, hooks: own }) =>
    own.map(({ entry, language, files, pass_filenames: passes }) => {
      if (repo !== "local" || language !== "system" || passes) throw new Error("the stand-in does not know such a hook");
      return whenStaged(files, entry);
    }),
  );
  return `#!/bin/sh\nset -e\n${hooks.join("\n")}\n`;
}

function whenStaged(expression: string, command: string): string {
  return `if git diff --cached --name-only --diff-filter=d | grep -qE '${expression}'; then ${command}; fi`;
}

/** `*` and `{a,b}` are all that it may hold. */
function expressionOf(glob: string): string {
  const escaped = glob.replaceAll(".", "\\.").replaceAll("*", ".*");
  return `^${escaped.replace(/\{([^}]*)\}/g, (_, choices: string) => `(${choices.replaceAll(",", "|")})`)}$`;
}
