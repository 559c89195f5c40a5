import type { Command, Option } from "commander";
import { WordOption } from "./options.js";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** A script that teaches the shell the commands, their options and the words that these take; `rules`: for `explain`. Zsh reads that of bash. */
export function completionScript(shell: Shell, program: Command, rules: readonly string[]): string {
  if (shell === "fish") return fish(program, rules);
  const script = bash(program, rules);
  return shell === "bash" ? script : `autoload -U +X bashcompinit && bashcompinit\n${script}`;
}

const optionsOf = (program: Command, command: Command): readonly Option[] => [...command.options, ...program.options].filter(({ long }) => long !== undefined);
/** undefined: files. */
const wordsOf = (option: Option): readonly string[] | undefined => (option instanceof WordOption ? option.words : undefined);
const takesValue = ({ required, optional }: Option): boolean => required || optional;

function bash(program: Command, rules: readonly string[]): string {
  const { commands } = program;
  const name = program.name();
  const branch = (command: Command): string => {
    const own = optionsOf(program, command);
    const words = own.filter(takesValue).map((option) => [option.long ?? "", wordsOf(option)] as const);
    const cases = words.map(([long, known]) => `        ${long}) ${known === undefined ? 'COMPREPLY=($(compgen -f -- "$word"))' : `COMPREPLY=($(compgen -W "${known.join(" ")}" -- "$word"))`}; return ;;`);
    const plain = command.name() === "explain" ? `compgen -W "${rules.join(" ")}" -- "$word"` : command.name() === "completion" ? `compgen -W "${shells.join(" ")}" -- "$word"` : 'compgen -f -- "$word"';
    return [
      `    ${command.name()})`,
      '      case "$before" in',
      ...cases,
      "      esac",
      `      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${[...own.map(({ long }) => long), "--help"].join(" ")}" -- "$word")); else COMPREPLY=($(${plain})); fi ;;`,
    ].join("\n");
  };
  return [
    `_${identifier(name)}() {`,
    "  local word before command=lint at",
    '  word="${COMP_WORDS[COMP_CWORD]}"',
    '  before="${COMP_WORDS[COMP_CWORD - 1]}"',
    "  COMPREPLY=()",
    "  for ((at = 1; at < COMP_CWORD; at++)); do",
    `    case "\${COMP_WORDS[at]}" in ${commands.map((command) => command.name()).join("|")}) command="\${COMP_WORDS[at]}"; break ;; esac`,
    "  done",
    `  if [[ $COMP_CWORD == 1 && $word != -* ]]; then COMPREPLY=($(compgen -W "${commands.map((command) => command.name()).join(" ")}" -- "$word") $(compgen -f -- "$word")); return; fi`,
    '  case "$command" in',
    ...commands.map(branch),
    "  esac",
    "}",
    `complete -o filenames -F _${identifier(name)} ${name}`,
    "",
  ].join("\n");
}

function fish(program: Command, rules: readonly string[]): string {
  const name = program.name();
  const names = program.commands.map((command) => command.name()).join(" ");
  const lines = program.commands.flatMap((command) => {
    const of = command.name() === "lint" ? `not __fish_seen_subcommand_from ${names.replace(/\blint ?/, "").trim()}` : `__fish_seen_subcommand_from ${command.name()}`;
    const words = command.name() === "explain" ? rules : command.name() === "completion" ? shells : undefined;
    return [
      `complete -c ${name} -n __fish_use_subcommand -a ${command.name()} -d ${quoted(command.description())}`,
      ...(words === undefined ? [] : [`complete -c ${name} -f -n ${quoted(of)} -a ${quoted(words.join(" "))}`]),
      ...optionsOf(program, command).map((option) => {
        const known = wordsOf(option);
        const argument = !takesValue(option) ? "" : known === undefined ? " -r" : ` -x -a ${quoted(known.join(" "))}`;
        return `complete -c ${name} -n ${quoted(of)} -l ${(option.long ?? "").slice(2)}${argument} -d ${quoted(option.description)}`;
      }),
    ];
  });
  return `${lines.join("\n")}\n`;
}

const identifier = (name: string): string => name.replaceAll("-", "_");
const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
