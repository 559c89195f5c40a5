import { Worker } from "node:worker_threads";
import { LintError } from "../../model/lint-error.js";
import { ServerError, type Bench, type Workshop } from "../bench.js";
import type { Answer, Question, Reply, Request } from "./messages.js";

/** PostgreSQL in this process: PGlite, an optional peer dependency, each database in a thread of its own. */
export function embedded(startThread: () => Worker = databaseThread): Workshop {
  const open = new Set<EmbeddedBench>();
  const make = async (extensions: readonly string[], dump: ArrayBuffer | undefined): Promise<Bench> => {
    const bench = new EmbeddedBench(startThread(), extensions, make);
    open.add(bench);
    try {
      await bench.start(dump);
    } catch (error) {
      await bench.close();
      throw error;
    }
    return bench;
  };
  return {
    name: "PGlite",
    copies: true,
    open: (extensions) => make(extensions, undefined),
    close: async () => {
      for (const bench of open) await bench.close();
    },
  };
}

type Make = (extensions: readonly string[], dump: ArrayBuffer | undefined) => Promise<Bench>;

class EmbeddedBench implements Bench {
  readonly observer = undefined;
  readonly processId = undefined;
  readonly #thread: Worker;
  readonly #extensions: readonly string[];
  readonly #make: Make;
  readonly #waiting = new Map<number, { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void }>();
  #asked = 0;
  #ended: Error | undefined;

  constructor(thread: Worker, extensions: readonly string[], make: Make) {
    this.#thread = thread;
    this.#extensions = extensions;
    this.#make = make;
    thread.on("message", ({ id, reply }: Answer) => {
      this.#waiting.get(id)?.resolve(reply);
      this.#waiting.delete(id);
    });
    thread.on("error", (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    thread.on("exit", () => this.#end(new ServerError("the embedded database was ended", "57P01")));
  }

  async start(dump: ArrayBuffer | undefined): Promise<void> {
    const reply = await this.#ask({ kind: "open", extensions: this.#extensions, dump });
    if (reply.kind === "not installed") throw new LintError("PGlite, the embedded PostgreSQL, is not installed.", "Install it: `npm install --save-dev @electric-sql/pglite`. Or give a server by --database-url.");
    if (reply.kind === "missing") {
      const [first, ...others] = reply.extensions;
      const named = reply.extensions.map((name) => `"${name}"`).join(", ");
      throw new LintError(`The migrations create ${others.length === 0 ? "an extension" : "extensions"} that PGlite does not have: ${named}.`, `Leave it out with --skip-extension ${first ?? ""}, or give a server that has it by --database-url.`);
    }
  }

  async query(sql: string): Promise<{ readonly rows: readonly unknown[] }> {
    const reply = await this.#ask({ kind: "query", sql });
    return { rows: reply.kind === "rows" ? reply.rows : [] };
  }

  exec(sql: string): Promise<unknown> {
    return this.#ask({ kind: "exec", sql });
  }

  async cancel(): Promise<"lost"> {
    await this.close();
    return "lost";
  }

  async copy(): Promise<Bench> {
    const reply = await this.#ask({ kind: "dump" });
    if (reply.kind !== "dump") throw new Error("no dump of the embedded database");
    return this.#make(this.#extensions, reply.dump);
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  async #ask(request: Request): Promise<Reply> {
    if (this.#ended) throw this.#ended;
    const id = this.#asked++;
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread.postMessage({ id, request } satisfies Question);
    });
    if (reply.kind === "failed") throw new ServerError(reply.message, reply.code);
    return reply;
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

function databaseThread(): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./database-thread.js", import.meta.url));
  // From the sources, as in our own tests, the thread has to register what runs TypeScript before it loads any.
  const url = new URL("./database-thread.ts", import.meta.url).href;
  const tsx = import.meta.resolve("tsx/esm/api");
  return new Worker(`import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(url)})))`, { eval: true, execArgv: [] });
}
