import { parentPort, type MessagePort } from "node:worker_threads";
import type { Asked, Questions, Reply } from "./questions.js";

interface Message {
  readonly asked: Asked;
  readonly port: MessagePort;
  /** Set to 1 once the answer is in the port. */
  readonly signal: Int32Array;
}

type AnyReply = Reply<Questions[keyof Questions]["answer"]>;

parentPort?.on("message", ({ asked, port, signal }: Message) => {
  void reply(asked).then((given) => {
    post(port, given);
    port.close();
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  });
});

/** The other thread waits, so there must be an answer: what cannot be sent is a bug, and is told as one. */
function post(port: MessagePort, given: AnyReply): void {
  try {
    port.postMessage(given);
  } catch (error) {
    port.postMessage({ kind: "failed", error: new Error(`the answer cannot be sent: ${String(error)}`) } satisfies AnyReply);
  }
}

async function reply(asked: Asked): Promise<AnyReply> {
  try {
    // Not at the top: what fails to load must be answered too, since the other thread waits.
    const { answer } = await import("./answer.js");
    return { kind: "answer", answer: await answer(asked) };
  } catch (error) {
    return { kind: "failed", error };
  }
}
