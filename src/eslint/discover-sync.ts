import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Answer, Discovery, Request } from "./discovery.js";

/** Git on a large repository takes seconds at most. */
const patience = 30_000;

let worker: Worker | undefined;

/**
 * Reads the project of a file from disk and git while this thread waits: rules of ESLint cannot. The thread that does it is started with the first file
 * and never keeps the process alive.
 */
export function discoverSync({ file, cwd }: Omit<Request, "env">): Discovery {
  worker ??= startWorker();
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  worker.postMessage({ request: { file, cwd, env: { ...process.env } }, port: port2, signal }, [port2]);
  Atomics.wait(signal, 0, 0, patience);
  const received: { readonly message: Answer } | undefined = receiveMessageOnPort(port1);
  port1.close();
  if (received === undefined) {
    worker = undefined;
    return { kind: "refused", message: `The project of ${file} could not be read within ${patience / 1000} seconds.`, todo: "Run `prisma-migrate-lint` in its folder to see why." };
  }
  const { message } = received;
  if (message.kind === "failed") throw message.error;
  return message;
}

function startWorker(): Worker {
  const started = import.meta.url.endsWith(".ts") ? sourceWorker() : new Worker(new URL("./discovery-worker.js", import.meta.url));
  started.unref();
  return started;
}

/** From the sources, as in our own tests, the thread has to register what runs TypeScript before it loads any. */
function sourceWorker(): Worker {
  const url = new URL("./discovery-worker.ts", import.meta.url).href;
  const tsx = import.meta.resolve("tsx/esm/api");
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(url)})))`;
  return new Worker(code, { eval: true, execArgv: [] });
}
