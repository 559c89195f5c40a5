/** Runs SQL, and rejects with a `ServerError` where the server refuses it. */
export interface Session {
  query(sql: string): Promise<{ readonly rows: readonly unknown[] }>;
  /** One message, which may hold several statements. */
  exec(sql: string): Promise<unknown>;
}

/** A database that is there to be tried on, with one session in it. */
export interface Bench extends Session {
  /** Sees what the session does meanwhile; undefined where there can be no second one. */
  readonly observer: Session | undefined;
  /** The session's process at the server, for the observer. */
  readonly processId: string | undefined;
  /** Ends what the session runs, which then rejects. `lost`: the database goes with it. */
  cancel(): Promise<"cancelled" | "lost">;
  /** Another one with the same content; no transaction may be open. The session's settings are lost. */
  copy(): Promise<Bench>;
  close(): Promise<void>;
}

/** Where benches come from. All are removed by `close`, which may be called at any time, also while something runs. */
export interface Workshop {
  /** For people: `PGlite`, `postgres.example:5432`. */
  readonly name: string;
  /** A bench can be copied. */
  readonly copies: boolean;
  /** By names of extensions that must be there to be created. Throws `LintError`. */
  open(extensions: readonly string[]): Promise<Bench>;
  close(): Promise<void>;
}

/** What the server said. */
export class ServerError extends Error {
  /** SQLSTATE, or the operating system's code of a connection that failed. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = "ServerError";
    this.code = code;
  }

  /** From what PGlite and pg throw. */
  static of(error: unknown): ServerError {
    if (error instanceof ServerError) return error;
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
    return new ServerError(error instanceof Error ? error.message : String(error), code);
  }
}
