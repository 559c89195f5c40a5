/** What the thread with the database is asked. */
export type Request =
  | { readonly kind: "open"; readonly extensions: readonly string[]; readonly dump: ArrayBuffer | undefined }
  | { readonly kind: "query" | "exec"; readonly sql: string }
  | { readonly kind: "dump" };

export interface Question {
  readonly id: number;
  readonly request: Request;
}

export type Reply =
  | { readonly kind: "opened" }
  | { readonly kind: "missing"; readonly extensions: readonly string[] }
  | { readonly kind: "not installed" }
  | { readonly kind: "rows"; readonly rows: readonly unknown[] }
  | { readonly kind: "dump"; readonly dump: ArrayBuffer }
  | { readonly kind: "failed"; readonly message: string; readonly code: string };

export interface Answer {
  readonly id: number;
  readonly reply: Reply;
}
