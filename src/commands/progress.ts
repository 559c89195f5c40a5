import type { Output } from "./terminal.js";

export interface Progress {
  /** `done` of `total` migrations are replayed. */
  update(done: number, total: number): void;
  clear(): void;
}

const silentFor = 500;
const between = 100;

/** One line on a terminal that says how far the run is, from its first half second on. `now` is in milliseconds. */
export function progressOn(output: Output, quiet: boolean, now: () => number = () => performance.now()): Progress {
  if (!output.isTTY || quiet) return { update() {}, clear() {} };
  let next = now() + silentFor;
  let shown = false;
  return {
    update(done, total) {
      if (now() < next) return;
      next = now() + between;
      shown = true;
      output.write(`\r\u001B[Kreplaying ${done}/${total} …`);
    },
    clear() {
      if (shown) output.write("\r\u001B[K");
      shown = false;
    },
  };
}
