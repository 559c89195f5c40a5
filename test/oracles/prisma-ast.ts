import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { Schema } from "@mrleebo/prisma-ast";

/**
 * What prisma-ast makes of a text, or why it refuses it. In a worker, because its CommonJS build requires an ES module:
 * Node itself can, the loaders of tsx cannot.
 */
export function readByPrismaAst(text: string): Promise<Schema | string> {
  worker ??= startWorker();
  // Only while an answer is awaited does the worker keep the process alive.
  worker.ref();
  const id = nextId++;
  const answer = new Promise<Schema | string>((resolve) => waiting.set(id, resolve));
  worker.postMessage({ id, text });
  return answer;
}

let worker: Worker | undefined;
let nextId = 0;
const waiting = new Map<number, (answer: Schema | string) => void>();

const script = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { getSchema } = require(workerData);
  parentPort.on("message", ({ id, text }) => {
    try {
      parentPort.postMessage({ id, answer: getSchema(text) });
    } catch (error) {
      parentPort.postMessage({ id, answer: error.name + ": " + error.message });
    }
  });
`;

function startWorker(): Worker {
  const path = createRequire(import.meta.url).resolve("@mrleebo/prisma-ast");
  const started = new Worker(script, { eval: true, execArgv: [], env: {}, workerData: path });
  started.on("message", ({ id, answer }: { id: number; answer: Schema | string }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
    if (waiting.size === 0) started.unref();
  });
  started.on("error", (error) => {
    for (const resolve of waiting.values()) resolve(`prisma-ast does not run: ${error.message}`);
  });
  return started;
}
