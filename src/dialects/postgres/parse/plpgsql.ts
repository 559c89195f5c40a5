import { parseSync } from "libpg-query";
import { constantText } from "./tree.js";

/** SQL that a PL/pgSQL body runs, known word for word. */
export interface StaticStatement {
  readonly sql: string;
  /** Text that stands for it in the body: itself, or the literal of EXECUTE. */
  readonly written: string;
  /** In an IF, or in a block that catches errors: where PostgreSQL would refuse it, it does nothing. */
  readonly conditional: boolean;
}

export interface StaticBody {
  readonly statements: readonly StaticStatement[];
  /** The body runs nothing else that could change the schema. */
  readonly complete: boolean;
}

/** What `parsePlPgSQLSync` gives, of which no types exist; undefined when it is not of the known form. */
export function staticStatements(parsed: unknown): StaticBody | undefined {
  const [body] = array(get(parsed, "plpgsql_funcs") ?? parsed);
  const action = get(get(body, "PLpgSQL_function"), "action");
  if (action === undefined) return undefined;
  const statements: StaticStatement[] = [];
  return { complete: collect([action], false, statements), statements };
}

/** Kinds that run no SQL which changes anything. */
const HARMLESS: ReadonlySet<string> = new Set(["PLpgSQL_stmt_return", "PLpgSQL_stmt_raise", "PLpgSQL_stmt_assign", "PLpgSQL_stmt_assert", "PLpgSQL_stmt_getdiag", "PLpgSQL_stmt_perform"]);

/** False when something in it is not known. */
function collect(nodes: readonly unknown[], conditional: boolean, into: StaticStatement[]): boolean {
  let complete = true;
  for (const node of nodes) {
    const [kind = "", value] = Object.entries(typeof node === "object" && node !== null ? node : {})[0] ?? [];
    switch (kind) {
      case "PLpgSQL_stmt_block":
        complete = collect(array(get(value, "body")), conditional || get(value, "exceptions") !== undefined, into) && complete;
        break;
      case "PLpgSQL_stmt_if":
        // Of several branches one runs: what is in them is not known.
        if (get(value, "else_body") !== undefined || get(value, "elsif_list") !== undefined) complete = false;
        else complete = collect(array(get(value, "then_body")), true, into) && complete;
        break;
      case "PLpgSQL_stmt_execsql": {
        const sql = query(get(value, "sqlstmt"));
        if (sql === undefined) complete = false;
        else into.push({ sql, written: sql, conditional });
        break;
      }
      case "PLpgSQL_stmt_dynexecute": {
        const written = query(get(value, "query"));
        const sql = written === undefined ? undefined : literal(written);
        if (written === undefined || sql === undefined) complete = false;
        else into.push({ sql, written, conditional });
        break;
      }
      default:
        complete = HARMLESS.has(kind) && complete;
    }
  }
  return complete;
}

function query(expression: unknown): string | undefined {
  const text = get(get(expression, "PLpgSQL_expr"), "query");
  return typeof text === "string" ? text : undefined;
}

/** The value of an expression that is one string literal. */
function literal(expression: string): string | undefined {
  const [statement] = parseSync(`SELECT ${expression}`).stmts ?? [];
  const select = statement?.stmt && "SelectStmt" in statement.stmt ? statement.stmt.SelectStmt : undefined;
  const target = select?.targetList?.[0];
  const value = target && "ResTarget" in target ? target.ResTarget.val : undefined;
  return value && "A_Const" in value && value.A_Const.sval !== undefined ? (constantText(value.A_Const) ?? undefined) : undefined;
}

function get(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
