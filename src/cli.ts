#!/usr/bin/env node
import { buffer } from "node:stream/consumers";
import { run } from "./commands/program.js";
import type { Output } from "./commands/terminal.js";
import { LintError } from "./model/lint-error.js";

// A reader that stops early (`… | head`) is no failure: what is left to say is dropped, the exit code stays.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exitCode = 2;
  });
}

const cleanUps = new Set<() => Promise<void>>();
let interrupted = false;

// The second time it ends at once: what was made is then left behind.
function interrupt(): void {
  if (interrupted || cleanUps.size === 0) process.exit(130);
  interrupted = true;
  void Promise.allSettled([...cleanUps].map((cleanUp) => cleanUp())).then((ends) => {
    // What is left behind has to be known.
    for (const end of ends) if (end.status === "rejected" && end.reason instanceof LintError) process.stderr.write(`${end.reason.message}\n  ${end.reason.todo}\n`);
    process.exit(130);
  });
}
process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);

function onInterrupt(cleanUp: () => Promise<void>): () => void {
  cleanUps.add(cleanUp);
  return () => cleanUps.delete(cleanUp);
}

const output = (stream: NodeJS.WriteStream): Output => ({
  // What breaks because of the interruption is not told.
  write: (text) => (interrupted ? true : stream.write(text)),
  isTTY: stream.isTTY,
  get columns() {
    return stream.isTTY ? stream.columns : undefined;
  },
});

// Never process.exit: what is written to a pipe would be cut off.
const person = process.stdin.isTTY && process.stdout.isTTY ? { person: { input: process.stdin, output: process.stdout } } : {};
process.exitCode = await run(process.argv.slice(2), { stdout: output(process.stdout), stderr: output(process.stderr), env: process.env, cwd: process.cwd(), readInput: () => buffer(process.stdin), onInterrupt, ...person });
