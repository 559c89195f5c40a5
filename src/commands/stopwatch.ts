import type { Phase, Timer } from "../model/timed.js";

const phases: readonly Phase[] = ["read", "parse", "replay", "assess", "check", "report"];
const titles: Readonly<Record<Phase, string>> = {
  read: "read disk and git",
  parse: "parse SQL",
  replay: "replay",
  assess: "assess locks and rows",
  check: "check",
  report: "report",
};
/** So many of the slowest are shown. */
const slowest = 10;

interface Running {
  readonly key: string;
  readonly since: number;
  /** Milliseconds of work inside of it. */
  inside: number;
}

/** Sums up by what a run spends its time on, for `--timing`. */
export class Stopwatch {
  readonly #spent = new Map<string, number>();
  readonly #running: Running[] = [];
  readonly #now: () => number;

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  readonly timer: Timer = {
    phase: (phase, work) => this.#take(phase, work),
    wait: (phase, work) => this.#wait(phase, work),
    rule: (id, work) => this.#take(`rule ${id}`, work),
  };

  /** A table of the phases and one of the slowest rules, in milliseconds. */
  table(): string {
    const rules = [...this.#spent].filter(([key]) => key.startsWith("rule ")).sort(([, a], [, b]) => b - a);
    const inRules = rules.reduce((sum, [, spent]) => sum + spent, 0);
    const rows = phases.map((phase): [string, number] => [titles[phase], (this.#spent.get(phase) ?? 0) + (phase === "check" ? inRules : 0)]);
    const total = rows.reduce((sum, [, spent]) => sum + spent, 0);
    const share = (spent: number): string => `${total === 0 ? 0 : Math.round((100 * spent) / total)} %`;
    const width = Math.max(...[...rows, ...rules.slice(0, slowest)].map(([name]) => name.replace("rule ", "").length));
    const row = ([name, spent]: readonly [string, number]): string => `${name.replace("rule ", "").padEnd(width)}  ${spent.toFixed(1).padStart(9)} ms  ${share(spent).padStart(5)}`;
    const parts = [[...rows.map(row), row(["total", total])].join("\n")];
    if (rules.length > 0) parts.push([`Slowest of ${rules.length} rules:`, ...rules.slice(0, slowest).map(row)].join("\n"));
    return `${parts.join("\n\n")}\n`;
  }

  #take<T>(key: string, work: () => T): T {
    this.#start(key);
    try {
      return work();
    } finally {
      this.#stop();
    }
  }

  async #wait<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    this.#start(phase);
    try {
      return await work();
    } finally {
      this.#stop();
    }
  }

  #start(key: string): void {
    this.#running.push({ key, since: this.#now(), inside: 0 });
  }

  #stop(): void {
    const ended = this.#running.pop();
    if (ended === undefined) throw new Error("nothing is running");
    const all = this.#now() - ended.since;
    this.#spent.set(ended.key, (this.#spent.get(ended.key) ?? 0) + all - ended.inside);
    const around = this.#running.at(-1);
    if (around !== undefined) around.inside += all;
  }
}
