import { randomBytes } from "node:crypto";
import type { Client } from "pg";
import { quoteIdentifier } from "../../dialects/postgres/naming.js";
import { literal } from "../../dialects/postgres/write/names.js";
import { LintError } from "../../model/lint-error.js";
import { ServerError, type Bench, type Session, type Workshop } from "../bench.js";
import { cell } from "./cell.js";
import { connect } from "./connect.js";
import { labelOf, readConnectionUrl, redact, type Address } from "./connection-url.js";

export interface ServerOptions {
  readonly url: string;
  /** Database of which copies are made, with its rows. */
  readonly template: string | undefined;
  /** Database that is worked in itself, and stays. */
  readonly allowed: string | undefined;
}

const prefix = "prisma_migrate_lint_verify_";

/** A server: databases that are made for the purpose and dropped afterwards, or the one that was allowed. Throws `LintError`. */
export async function server({ url, template, allowed }: ServerOptions): Promise<Workshop> {
  const address = readConnectionUrl(url);
  // A template cannot be copied while anybody is connected to it.
  const home = address.database === undefined || address.database === template ? "postgres" : address.database;
  const place = new Place(address, home, `prisma-migrate-lint ${randomBytes(4).toString("hex")}`);
  await place.start();
  return {
    name: labelOf(address),
    copies: allowed === undefined,
    open: async () => (allowed === undefined ? place.benchIn(await place.create(template)) : place.benchIn(allowed)),
    close: () => place.close(),
  };
}

/** Our sessions at a server, and the databases that were made there. */
class Place {
  readonly address: Address;
  readonly #home: string;
  /** What the server calls our sessions, so that all of them can be ended. */
  readonly #name: string;
  readonly #made = new Set<string>();
  readonly #benches: ServerBench[] = [];
  #admin: Client | undefined;
  #closing: Promise<void> | undefined;

  constructor(address: Address, home: string, name: string) {
    this.address = address;
    this.#home = home;
    this.#name = name;
  }

  async start(): Promise<void> {
    this.#admin = await connect(this.address, this.#home, this.#name);
  }

  connect(database: string): Promise<Client> {
    return connect(this.address, database, this.#name);
  }

  async benchIn(database: string): Promise<Bench> {
    const bench = new ServerBench(this, database);
    this.#benches.push(bench);
    await bench.connect();
    return bench;
  }

  get admin(): Session {
    const client = this.#admin;
    if (!client) throw new Error("not connected");
    return sessionOf(client, this.address);
  }

  /** Gives the new database's name. */
  async create(template: string | undefined): Promise<string> {
    const database = `${prefix}${randomBytes(6).toString("hex")}`;
    this.#made.add(database);
    try {
      await this.admin.exec(`CREATE DATABASE ${quoteIdentifier(database)}${template === undefined ? "" : ` TEMPLATE ${quoteIdentifier(template)}`}`);
      return database;
    } catch (error) {
      this.#made.delete(database);
      throw refused(ServerError.of(error), template);
    }
  }

  async drop(database: string): Promise<void> {
    if (!this.#made.delete(database)) return;
    const { admin } = this;
    await admin.exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${literal(database)}`);
    await admin.exec(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)}`);
  }

  /** A second call waits for the first. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** By a session of its own: the others may be busy, or lost. */
  async #close(): Promise<void> {
    const admin = this.#admin;
    this.#admin = undefined;
    if (!admin) return;
    let client: Client | undefined;
    try {
      client = await connect(this.address, this.#home, "prisma-migrate-lint");
      await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ${literal(this.#name)}`);
      for (const database of this.#made) await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)}`);
    } catch (error) {
      if (this.#made.size === 0) return;
      const names = [...this.#made].join(", ");
      throw new LintError(`${names} could not be dropped: ${redact(ServerError.of(error).message, this.address)}.`, `Drop it by hand: DROP DATABASE ${names};`);
    } finally {
      for (const bench of this.#benches) await bench.disconnect();
      await client?.end();
      await admin.end().catch(() => undefined);
    }
  }
}

class ServerBench implements Bench {
  readonly #place: Place;
  readonly #database: string;
  #client: Client | undefined;
  #processId: string | undefined;

  constructor(place: Place, database: string) {
    this.#place = place;
    this.#database = database;
  }

  async connect(): Promise<void> {
    this.#client = await this.#place.connect(this.#database);
    this.#processId = cell((await this.query("SELECT pg_backend_pid() AS id")).rows[0], "id");
  }

  get observer(): Session {
    return this.#place.admin;
  }

  get processId(): string | undefined {
    return this.#processId;
  }

  query(sql: string): Promise<{ readonly rows: readonly unknown[] }> {
    return this.#session.query(sql);
  }

  exec(sql: string): Promise<unknown> {
    return this.#session.exec(sql);
  }

  async cancel(): Promise<"cancelled"> {
    await this.#place.admin.exec(`SELECT pg_cancel_backend(${this.#processId ?? "0"})`);
    return "cancelled";
  }

  async copy(): Promise<Bench> {
    await this.#client?.end();
    const copied = await this.#place.create(this.#database);
    await this.connect();
    return this.#place.benchIn(copied);
  }

  async close(): Promise<void> {
    await this.disconnect();
    await this.#place.drop(this.#database);
  }

  async disconnect(): Promise<void> {
    await this.#client?.end().catch(() => undefined);
  }

  get #session(): Session {
    if (!this.#client) throw new Error("not connected");
    return sessionOf(this.#client, this.#place.address);
  }
}

const sessionOf = (client: Client, address: Address): Session => {
  const run = async (sql: string): Promise<{ readonly rows: readonly unknown[] }> => {
    try {
      return await client.query<object>(sql);
    } catch (error) {
      const { message, code } = ServerError.of(error);
      throw new ServerError(redact(message, address), code);
    }
  };
  return { query: run, exec: run };
};

function refused({ message, code }: ServerError, template: string | undefined): Error {
  if (code === "42501") return new LintError(`The user of --database-url may not create a database: ${message}.`, "Give it the right (ALTER ROLE … CREATEDB), or name an empty database that may be worked in by --allow-database.");
  if (code === "55006") return new LintError(`The template "${template ?? ""}" is in use: ${message}.`, "End the other sessions that are connected to it, or give --template a copy that nobody uses.");
  if (code === "3D000") return new LintError(`There is no database "${template ?? ""}" to copy: ${message}.`, "Give --template the name of a database on the server of --database-url.");
  return new LintError(`The server does not create a database: ${message}.`, "Name an empty database that may be worked in by --allow-database.");
}
