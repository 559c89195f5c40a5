import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Questions, Reply } from "./questions.js";

/** Milliseconds. Git on a large repository takes seconds at most. */
const patience = 60_000;

let worker: Worker | undefined;

/**
 * Asks the other thread and waits for the answer: ESLint's languages and rules are synchronous, reading disk and git and loading PostgreSQL's parser are
 * not. The thread is started with the first question and never keeps the process alive. Throws what the other thread threw.
 */
export function ask<K extends keyof Questions>(about: K, question: Questions[K]["question"]): Questions[K]["answer"] {
  worker ??= startWorker();
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  worker.postMessage({ asked: { about, question }, port: port2, signal }, [port2]);
  Atomics.wait(signal, 0, 0, patience);
  const received: { readonly message: Reply<Questions[K]["answer"]> } | undefined = receiveMessageOnPort(port1);
  port1.close();
  if (received === undefined) {
    void worker.terminate();
    worker = undefined;
    throw new Error(`prisma-migrate-lint gave no answer within ${patience / 1000} seconds. Run \`npx prisma-migrate-lint\` in the project's folder to see why.`);
  }
  if (received.message.kind === "failed") throw received.message.error;
  return received.message.answer;
}

function startWorker(): Worker {
  const started = import.meta.url.endsWith(".ts") ? sourceWorker() : new Worker(new URL("./worker.js", import.meta.url), { execArgv: [] });
  started.unref();
  return started;
}

/** From the sources, as in our own tests, the thread has to register what runs TypeScript before it loads any. */
function sourceWorker(): Worker {
  const url = new URL("./worker.ts", import.meta.url).href;
  const tsx = import.meta.resolve("tsx/esm/api");
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(url)})))`;
  return new Worker(code, { eval: true, execArgv: [] });
}
