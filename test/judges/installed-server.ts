import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "pg";
import { emptyDatabase, type JudgedDatabase, type Pool } from "./database-pool.js";

/** There is no server to start, or not as this user. */
export class NoServer extends Error {}

export interface Installation {
  /** Folder of `initdb` and `postgres`. */
  readonly bin: string;
  /** Major version. */
  readonly version: number;
}

/** The newest PostgreSQL on the PATH, where pg_config says, and where Debian's packages put it; undefined where there is none. */
export function findInstallation(path: string = process.env["PATH"] ?? "", packages: string = process.env["JUDGE_SERVER_PACKAGES"] ?? "/usr/lib/postgresql"): Installation | undefined {
  const debian = existsSync(packages) ? readdirSync(packages).map((version) => join(packages, version, "bin")) : [];
  const folders = [...path.split(delimiter), ...path.split(delimiter).flatMap(configured), ...debian];
  const found = folders.filter((bin) => existsSync(join(bin, "initdb")) && existsSync(join(bin, "postgres"))).map((bin): Installation => ({ bin, version: versionOf(bin) }));
  return found.sort((a, b) => b.version - a.version)[0];
}

function configured(folder: string): string[] {
  const program = join(folder, "pg_config");
  return existsSync(program) ? [execFileSync(program, ["--bindir"], { encoding: "utf8" }).trim()] : [];
}

/** `postgres (PostgreSQL) 15.16 (Debian 15.16-0+deb12u1)` */
const versionOf = (bin: string): number => Number(/\(PostgreSQL\) (\d+)/.exec(execFileSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" }))?.[1]);

/** An own server in a temporary folder on a free port of 127.0.0.1, without autovacuum, whose locks would be seen. `stop` ends it and removes the folder. */
export class InstalledServer implements Pool {
  readonly version: number;
  readonly #folder: string;
  readonly #port: number;
  readonly #process: ChildProcess;
  readonly #idle: JudgedDatabase[] = [];
  #databases = 0;

  private constructor(version: number, folder: string, port: number, process: ChildProcess) {
    this.version = version;
    this.#folder = folder;
    this.#port = port;
    this.#process = process;
  }

  /** Throws NoServer where it may not be started. As root it runs as the user `postgres`: initdb refuses root. */
  static async start({ bin, version }: Installation): Promise<InstalledServer> {
    const owner = process.getuid?.() === 0 ? userPostgres() : undefined;
    const folder = mkdtempSync(join(tmpdir(), "judge-server-"));
    try {
      if (owner) chownSync(folder, owner.uid, owner.gid);
      const data = join(folder, "data");
      execFileSync(join(bin, "initdb"), ["--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"], { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
      const port = await freePort();
      // Debian's compiles the query for the catalogs anew each time, which takes longer than to run it.
      const settings = { listen_addresses: "127.0.0.1", port, unix_socket_directories: folder, fsync: "off", autovacuum: "off", max_prepared_transactions: 5, log_min_messages: "panic", jit: "off" };
      const given = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
      const running = spawn(join(bin, "postgres"), ["-D", data, ...given], { ...owner, cwd: folder, stdio: "ignore" });
      const server = new InstalledServer(version, folder, port, running);
      await server.#ready();
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Of its database `postgres`, as its superuser. */
  get url(): string {
    return `postgresql://postgres@127.0.0.1:${this.#port}/postgres`;
  }

  /** Databases are emptied and used again: to make one and drop it takes half a second. Throws for an extension that is not installed. */
  async with<T>(extensions: readonly string[], use: (database: JudgedDatabase) => Promise<T>): Promise<T> {
    const database = this.#idle.pop() ?? (await this.#newDatabase());
    const { rows } = await database.query("SELECT format('%s', name) AS name FROM pg_available_extensions");
    const missing = extensions.find((extension) => !rows.some((row) => typeof row === "object" && row !== null && "name" in row && row.name === extension));
    if (missing !== undefined) throw new Error(`the server has no extension ${missing}`);
    try {
      return await use(database);
    } finally {
      await emptyDatabase(database);
      this.#idle.push(database);
    }
  }

  /** Once is enough; a second call does nothing. */
  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = new Promise((resolve) => this.#process.once("exit", resolve));
      // Fast shutdown: open connections are ended.
      this.#process.kill("SIGINT");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (this.#process.exitCode !== null) throw new Error(`postgres ended with ${this.#process.exitCode}`);
      try {
        await this.#administer("SELECT 1");
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await this.stop();
    throw new Error("postgres does not answer");
  }

  async #newDatabase(): Promise<JudgedDatabase> {
    const name = `judge_${this.#databases++}`;
    await this.#administer(`CREATE DATABASE ${name} TEMPLATE template0`);
    const client = await this.#connect(name);
    return { query: (sql, parameters) => client.query<object>(sql, parameters), exec: (sql) => client.query(sql) };
  }

  async #administer(sql: string): Promise<void> {
    const client = await this.#connect("postgres");
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async #connect(database: string): Promise<Client> {
    const client = new Client({ host: "127.0.0.1", port: this.#port, user: "postgres", database });
    // The end of the server while it stops is no failure; anything else fails the query that runs.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }
}

function userPostgres(): { readonly uid: number; readonly gid: number } {
  try {
    const id = (option: string): number => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    throw new NoServer("PostgreSQL does not run as root, and there is no user `postgres`: run this as another user.");
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
