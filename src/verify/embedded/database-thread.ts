/** A thread with one PGlite: PostgreSQL in process keeps its thread busy while a statement runs, and cannot be interrupted. */
import { parentPort } from "node:worker_threads";
import type { Extension, Extensions, PGlite } from "@electric-sql/pglite";
import { ServerError } from "../bench.js";
import type { Answer, Question, Reply, Request } from "./messages.js";

let database: PGlite | undefined;
// One after the other, as a server's session does it.
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", ({ id, request }: Question) => {
  last = last.then(async () => {
    const reply = await answer(request);
    parentPort?.postMessage({ id, reply } satisfies Answer, reply.kind === "dump" ? [reply.dump] : []);
  });
});

async function answer(request: Request): Promise<Reply> {
  try {
    if (request.kind === "open") return await open(request.extensions, request.dump);
    if (!database) throw new Error("the database is not open");
    switch (request.kind) {
      case "query": return { kind: "rows", rows: sendable((await database.query(request.sql)).rows) };
      case "exec":
        await database.exec(request.sql);
        return { kind: "rows", rows: [] };
      case "dump": return { kind: "dump", dump: await (await database.dumpDataDir("none")).arrayBuffer() };
    }
  } catch (error) {
    const { message, code } = ServerError.of(error);
    return { kind: "failed", message, code };
  }
}

async function open(names: readonly string[], dump: ArrayBuffer | undefined): Promise<Reply> {
  let pglite: typeof PGlite;
  try {
    pglite = (await import("@electric-sql/pglite")).PGlite;
  } catch (error) {
    if (ServerError.of(error).code === "ERR_MODULE_NOT_FOUND") return { kind: "not installed" };
    throw error;
  }
  const extensions: Extensions = {};
  const missing: string[] = [];
  for (const name of names) {
    const extension = await load(name);
    if (extension === undefined) missing.push(name);
    else if (extension !== "built in") extensions[name.replaceAll("-", "_")] = extension;
  }
  if (missing.length > 0) return { kind: "missing", extensions: missing };
  database = await pglite.create({ extensions, ...(dump && { loadDataDir: new Blob([dump]) }) });
  return { kind: "opened" };
}

/** PGlite's contrib has a module for each, called like the extension, with its name as the export. */
async function load(name: string): Promise<Extension | "built in" | undefined> {
  if (name === "plpgsql") return "built in";
  const file = name.replaceAll("-", "_");
  if (!/^\w+$/.test(file)) return undefined;
  try {
    const module: unknown = await import(`@electric-sql/pglite/contrib/${file}`);
    const found: unknown = typeof module === "object" && module !== null ? Object.entries(module).find(([exported]) => exported === file)?.[1] : undefined;
    return isExtension(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

const isExtension = (value: unknown): value is Extension => typeof value === "object" && value !== null && "setup" in value && typeof value.setup === "function";

/** Rows of our own questions are plain; those of a user's check may hold anything. */
const sendable = (rows: readonly unknown[]): readonly unknown[] => rows.map((row) => (typeof row === "object" && row !== null ? { ...row } : row));
