import type { Client, ClientConfig } from "pg";
import { LintError } from "../../model/lint-error.js";
import { ServerError } from "../bench.js";
import { labelOf, redact, type Address } from "./connection-url.js";

/** A session at a server, by the optional peer dependency pg. Throws `LintError` where pg is missing, or the server does not let us in. */
export async function connect(address: Address, database: string, name: string): Promise<Client> {
  const { Client: Connection } = await loadPg();
  const { host, port, user, password } = address;
  const config: ClientConfig = { host, port, database, application_name: name, connectionTimeoutMillis: 15_000, ...(user !== undefined && { user }), ...(password !== undefined && { password }) };
  const attempt = async (ssl: ClientConfig["ssl"]): Promise<Client> => {
    const client = new Connection({ ...config, ...(ssl !== undefined && { ssl }) });
    // What breaks the connection fails the statement that runs; without a listener it would end the process.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  try {
    switch (address.ssl) {
      case "disable": return await attempt(false);
      case "require": return await attempt({ rejectUnauthorized: false });
      case "verify": return await attempt(true);
      case "prefer": return await attempt({ rejectUnauthorized: false }).catch((error: unknown) => {
        if (/does not support SSL/i.test(ServerError.of(error).message)) return attempt(false);
        throw error;
      });
    }
  } catch (error) {
    const { message } = ServerError.of(error);
    throw new LintError(`There is no connection to database "${database}" at ${labelOf(address)}: ${redact(message, address)}.`, "Check --database-url: host, port, user, password, and that the server lets this machine in.");
  }
}

/** Its default export holds everything, whichever way the module is loaded. */
async function loadPg(): Promise<{ readonly Client: typeof Client }> {
  try {
    return (await import("pg")).default;
  } catch (error) {
    if (ServerError.of(error).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new LintError("The package pg, which talks to a server, is not installed.", "Install it: `npm install --save-dev pg`. Or leave --database-url out and use the embedded PostgreSQL.");
  }
}
