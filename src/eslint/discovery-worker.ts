import { parentPort, type MessagePort } from "node:worker_threads";
import type { Answer, Request } from "./discovery.js";

interface Question {
  readonly request: Request;
  readonly port: MessagePort;
  /** Set to 1 once the answer is in the port. */
  readonly signal: Int32Array;
}

parentPort?.on("message", ({ request, port, signal }: Question) => {
  void answer(request).then((given) => {
    post(port, given);
    port.close();
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  });
});

/** The other thread waits, so there must be an answer: what cannot be sent is a bug, and is told as one. */
function post(port: MessagePort, given: Answer): void {
  try {
    port.postMessage(given);
  } catch (error) {
    port.postMessage({ kind: "failed", error: new Error(`the project cannot be sent: ${String(error)}`) } satisfies Answer);
  }
}

async function answer(request: Request): Promise<Answer> {
  try {
    // Not at the top: what fails to load must be answered too, since the other thread waits.
    const { openFor } = await import("./open-worker.js");
    return await openFor(request);
  } catch (error) {
    return { kind: "failed", error };
  }
}
