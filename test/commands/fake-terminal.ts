import type { Readable, Writable } from "node:stream";
import { run } from "../../src/commands/program.js";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of a terminal; undefined: the outputs are none. */
  readonly columns?: number;
  /** Standard input. */
  readonly input?: string;
  /** Who answers questions. */
  readonly person?: { readonly input: Readable; readonly output: Writable };
}

/** Runs a command line in this process, without colours unless the world asks for them. */
export async function runIn(world: World, ...argv: string[]): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  const columns = world.columns;
  const output = (write: (text: string) => void) => ({ write, isTTY: columns !== undefined, columns });
  const exitCode = await run(argv, {
    stdout: output((text) => (stdout += text)),
    stderr: output((text) => (stderr += text)),
    // Nothing else of the surroundings: no CI, no colours, no git configuration.
    env: { PATH: process.env["PATH"] ?? "", HOME: world.cwd, ...world.env },
    cwd: world.cwd,
    readInput: async () => new TextEncoder().encode(world.input ?? ""),
    ...(world.person === undefined ? {} : { person: world.person }),
  });
  return { exitCode, stdout, stderr };
}
