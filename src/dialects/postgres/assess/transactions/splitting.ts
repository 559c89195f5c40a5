import type { Script, Statement } from "../../../../model/migration.js";
import { tokenize } from "../../parse/text/tokenize.js";

/**
 * Whether sqlparser-rs 0.61, with which Prisma's engine splits a file from 7.4, can parse the statement; undefined where we do not know. Its grammar is
 * not PostgreSQL's, so the answer comes from the words, not from the operations. test/oracles/sqlparser.test.ts asks the parser itself.
 */
export function isSplittable({ source }: Script, { span, operations }: Statement): boolean | undefined {
  const words = outline(source.slice(span));
  const form = FORMS.find(({ start }) => start.test(words));
  if (!form || form.only?.test(words) === false || form.not?.test(words) === true) return false;
  if (operations.some(({ kind }) => kind === "invalid") || DOUBTFUL.test(words)) return undefined;
  return form.doubtful?.test(words) === true ? undefined : true;
}

/** Words in capitals, `"` for a quoted name, `'` for a string, `0` for a number, other signs as they are; one space between them, none around a dot. */
function outline(text: string): string {
  const written = tokenize(text).tokens.map(({ kind, start, end }) => {
    switch (kind) {
      case "word": return text.slice(start, end).toUpperCase();
      case "quoted": return '"';
      // Two strings with a line's end between them are one token, and one string to PostgreSQL.
      case "string": return /^[^$]*'\s+'/.test(text.slice(start, end)) ? "' '" : "'";
      case "number": return "0";
      default: return text.slice(start, end);
    }
  });
  return written.join(" ").replaceAll(" . ", ".");
}

/** What it has a rule for. */
interface Form {
  readonly start: RegExp;
  /** The whole of it. */
  readonly only?: RegExp;
  /** What it has no rule for there. */
  readonly not?: RegExp;
  /** What was not tried. */
  readonly doubtful?: RegExp;
}

/** One regular expression of several, in which N stands for a name. */
const of = (...parts: readonly string[]): RegExp => new RegExp(parts.join("|").replaceAll(/\bN\b/g, "[^\\s(),]+"));

/** Of tables, as they are made and as they are changed. */
const TABLE_CLAUSES = [
  "\\bEXCLUDE\\b", "\\bNO INHERIT\\b", "\\) INCLUDE \\(", "\\bUNIQUE NULLS (NOT )?DISTINCT(?! \\()", "\\b(STORAGE|COMPRESSION) N", "\\bSET (NULL|DEFAULT) \\(", "\\bNATIONAL\\b",
  "\\bWITHOUT OVERLAPS\\b", "\\bPERIOD N", "\\bTOAST\\.", "\\bGENERATED ALWAYS AS \\((?!.*\\bSTORED\\b)", "\\b(PRIMARY KEY|UNIQUE) USING INDEX\\b", "\\bUNIQUE \\([^)]*\\) (WITH|USING)\\b", "\\bCONSTRAINT N NOT NULL N", "\\( SEQUENCE NAME\\b",
];

const FORMS: readonly Form[] = [
  // Tables
  {
    start: /^CREATE (OR REPLACE )?((GLOBAL |LOCAL )?TEMP(ORARY)? )?TABLE\b/,
    not: of(...TABLE_CLAUSES, "\\bNOT VALID\\b", "\\bLIKE N (INCLUDING|EXCLUDING)\\b", "\\bWITH (NO )?DATA$", "^[^(]* TABLE (IF NOT EXISTS )?N OF\\b", "\\) USING\\b", "\\) WITHOUT\\b", "^[^(]*\\( N( , N)* \\) AS\\b", "\\bAS EXECUTE\\b"),
    doubtful: /\bTABLESPACE\b|\bPARTITION OF \S+ \((?! CHECK)|\bARRAY( \[ 0 \])? [,)]/,
  },
  {
    start: /^ALTER TABLE\b/,
    not: of(
      ...TABLE_CLAUSES,
      " ALTER (COLUMN )?(?!COLUMN )N (?!SET NOT NULL|DROP NOT NULL|SET DEFAULT|DROP DEFAULT|SET DATA TYPE|TYPE|ADD GENERATED)",
      " TYPE N( (?!USING\\b)[A-Z]+)*( \\([^)]*\\))?( \\[ \\])* COLLATE\\b", "\\b(ADD|CONSTRAINT N) NOT NULL N",
      " SET (LOGGED|UNLOGGED|TABLESPACE|SCHEMA|ACCESS|WITHOUT)\\b", " SET \\( N [,)]", " RESET \\(", " (DETACH|ATTACH) PARTITION\\b", " CLUSTER ON\\b", "[^E,] INHERIT\\b", ", INHERIT\\b", " (NOT )?OF( N)?$", " ALL IN TABLESPACE\\b",
    ),
    doubtful: /\bARRAY( \[ 0 \])?( ,|$)/,
  },
  { start: /^(TRUNCATE|DROP TABLE)\b/ },

  // Indexes
  { start: /^CREATE (UNIQUE )?INDEX\b/, not: of("\\bTABLESPACE\\b", "\\bON ONLY\\b", "_OPS \\(") },
  { start: /^ALTER INDEX\b/, only: of("^ALTER INDEX N RENAME TO N$") },
  { start: /^DROP INDEX\b/, not: /^DROP INDEX CONCURRENTLY\b/ },

  // Types, sequences, schemas, extensions
  { start: /^CREATE TYPE\b/ },
  { start: /^ALTER TYPE\b/, only: of("^ALTER TYPE N (RENAME TO|RENAME VALUE|ADD VALUE)\\b") },
  { start: /^CREATE DOMAIN\b/, only: of("^CREATE DOMAIN N AS\\b"), not: of("^CREATE DOMAIN N AS N( [A-Z]+)?( \\([^)]*\\))?( \\[ \\])*( COLLATE N)? (NOT )?NULL\\b", "\\bCONSTRAINT N NOT NULL\\b", "\\) DEFAULT\\b"), doubtful: /\) (NOT )?NULL\b/ },
  { start: /^DROP DOMAIN\b/, not: /,/ },
  {
    start: /^CREATE (TEMP(ORARY)? )?SEQUENCE\b/,
    only: of("^CREATE (TEMP(ORARY)? )?SEQUENCE (IF NOT EXISTS )?N( AS N)?( INCREMENT (BY )?(- )?0)?( (NO MINVALUE|MINVALUE (- )?0))?( (NO MAXVALUE|MAXVALUE (- )?0))?( START (WITH )?(- )?0)?( CACHE 0)?( (NO )?CYCLE)?( OWNED BY N)?$"),
  },
  { start: /^CREATE SCHEMA\b/, not: /^CREATE .* CREATE\b/ },
  { start: /^ALTER SCHEMA\b/ },
  { start: /^CREATE EXTENSION\b/, only: of("^CREATE EXTENSION (IF NOT EXISTS )?N( WITH( SCHEMA N)?( VERSION N)?( CASCADE)?)?$") },
  { start: /^DROP (TYPE|SEQUENCE|SCHEMA|EXTENSION|VIEW|MATERIALIZED VIEW|POLICY|TRIGGER|ROLE)\b/ },

  // Views, functions, triggers, policies, comments
  { start: /^CREATE (OR REPLACE )?((GLOBAL |LOCAL )?TEMP(ORARY)? )?VIEW\b/, not: of("\\bCHECK OPTION$", "^[^']*?\\bWITH \\( N [,)]"), doubtful: /\bAS TABLE\b/ },
  { start: /^CREATE MATERIALIZED VIEW\b/, not: of("\\bWITH (NO )?DATA$", "^CREATE MATERIALIZED VIEW (IF NOT EXISTS )?N USING\\b", "^[^']*?\\bTABLESPACE N AS\\b"), doubtful: /\bAS TABLE\b/ },
  { start: /^CREATE (OR REPLACE )?FUNCTION\b/, not: /\b(SETOF|COST|ROWS|LEAKPROOF|WINDOW|VARIADIC|BEGIN ATOMIC)\b|% TYPE\b/, doubtful: /\b(SUPPORT|TRANSFORM)\b/ },
  { start: /^DROP FUNCTION\b/, not: /\bVARIADIC\b/ },
  { start: /^DROP PROCEDURE\b/ },
  { start: /^CREATE (OR REPLACE )?(CONSTRAINT )?TRIGGER\b/, not: /\bEXECUTE (FUNCTION|PROCEDURE) \S+ \( [^)]*['0]/ },
  { start: /^(CREATE|ALTER) POLICY\b/ },
  { start: /^COMMENT ON (COLUMN|DATABASE|EXTENSION|ROLE|SCHEMA|TABLE|USER)\b/ },

  // Data
  { start: /^\(? ?(SELECT|WITH|VALUES)\b/, not: /^SELECT$/, doubtful: /\b(ROWS FROM|XML\w*|JSON_\w+|GROUPING)\b/ },
  { start: /^INSERT INTO\b/, not: /^INSERT INTO \S+ \([^)]*\[/, doubtful: /\bOVERRIDING\b|\bRETURNING WITH\b/ },
  { start: /^UPDATE\b/, not: /^UPDATE ONLY\b/, doubtful: /\] =|\bCURRENT OF\b/ },
  { start: /^DELETE FROM\b/, doubtful: /^DELETE FROM ONLY\b|\bCURRENT OF\b/ },
  { start: /^(MERGE|COPY|EXPLAIN|CALL|FETCH)\b/, doubtful: /^/ },

  // Sessions and transactions
  { start: /^(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)\b/, not: /\bPREPARED\b/ },
  { start: /^SET\b/, not: /^SET CONSTRAINTS\b/ },
  { start: /^RESET\b/, not: /^RESET (SESSION AUTHORIZATION|TIME ZONE)\b/ },
  { start: /^(SHOW|DISCARD|LISTEN|NOTIFY|UNLISTEN|LOAD|EXECUTE|DEALLOCATE|DECLARE|CLOSE)\b/ },
  { start: /^PREPARE\b/, not: /^PREPARE TRANSACTION\b/ },
  { start: /^ANALYZE\b/, not: of("^ANALYZE (VERBOSE|\\()", "^ANALYZE N ,") },
  { start: /^VACUUM\b/, only: of("^VACUUM( (FULL )?N)?$"), not: /^VACUUM (FREEZE|VERBOSE|ANALYZE)$/, doubtful: /^VACUUM FULL$/ },

  // Rights, and what migrations hardly have
  { start: /^(GRANT|REVOKE)\b/, only: / ON /, not: /\b(GRANT OPTION FOR|ON TYPE|PARAMETER)\b/, doubtful: /\bON (LANGUAGE|LARGE|FOREIGN|DOMAIN|TABLESPACE)\b/ },
  { start: /^CREATE ROLE\b/ },
  { start: /^(CREATE (USER|DATABASE|SERVER|OPERATOR)|ALTER (ROLE|USER|OPERATOR)|DROP (USER|DATABASE|OPERATOR))\b/, doubtful: /^/ },
];

/** Strings one after the other, which are one to PostgreSQL: it takes them in some places. */
const DOUBTFUL = /' '/;
