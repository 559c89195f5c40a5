/** What a run spends its time on, for people. `check` is the sum of the rules and what is around them. */
export type Phase = "read" | "parse" | "replay" | "assess" | "check" | "report";

/** Does a piece of work and takes its time; of work inside other work, only the inner one counts it. The clock is the caller's. */
export interface Timer {
  phase<T>(this: void, phase: Phase, work: () => T): T;
  /** Nothing that is not part of the work may be timed until its promise ends. */
  wait<T>(this: void, phase: Phase, work: () => Promise<T>): Promise<T>;
  rule<T>(this: void, id: string, work: () => T): T;
}

/** Takes no time. */
export const untimed: Timer = { phase: (_, work) => work(), wait: (_, work) => work(), rule: (_, work) => work() };
