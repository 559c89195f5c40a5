import { LintError } from "../../model/lint-error.js";

/** Where a server is, as pg takes it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Undefined: the URL names none. */
  readonly database: string | undefined;
  /** As libpq means it: `prefer` tries it with and then without. */
  readonly ssl: "disable" | "prefer" | "require" | "verify";
}

/** `host:port`, which is safe to print. */
export const labelOf = ({ host, port }: Address): string => `${host}:${port}`;

/** A URL as Prisma takes it: parameters that are only Prisma's are passed over. Throws a `LintError` that does not show it, for it holds a password. */
export function readConnectionUrl(text: string): Address {
  const todo = "Give --database-url as postgresql://USER:PASSWORD@HOST:5432/DATABASE, with %-signs for special characters of the password.";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new LintError("The URL of --database-url cannot be read.", todo);
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new LintError(`--database-url is not of PostgreSQL: it begins with ${url.protocol}//.`, todo);
  const host = url.searchParams.get("host") ?? url.hostname;
  if (host === "") throw new LintError("The URL of --database-url names no host.", todo);
  try {
    return {
      host: decodeURIComponent(host).replace(/^\[(.*)\]$/, "$1"),
      port: url.port === "" ? 5432 : Number(url.port),
      user: url.username === "" ? undefined : decodeURIComponent(url.username),
      password: url.password === "" ? undefined : decodeURIComponent(url.password),
      database: url.pathname.length < 2 ? undefined : decodeURIComponent(url.pathname.slice(1)),
      ssl: sslOf(url.searchParams.get("sslmode")),
    };
  } catch {
    throw new LintError("The URL of --database-url has a %-sign that is no escape.", todo);
  }
}

function sslOf(mode: string | null): Address["ssl"] {
  if (mode === "disable" || mode === "require") return mode;
  return mode === "verify-ca" || mode === "verify-full" ? "verify" : "prefer";
}

/** A message of the server or of the network without the password, should it be in there. */
export function redact(message: string, { password }: Address): string {
  if (password === undefined) return message;
  return [password, encodeURIComponent(password)].reduce((text, secret) => text.replaceAll(secret, "***"), message);
}
