import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { castKind, isMutableCast } from "../../src/dialects/postgres/catalog/casts.js";
import { mayBeCalled } from "../../src/dialects/postgres/catalog/functions.js";
import { operate } from "../../src/dialects/postgres/catalog/operate.js";
import { categories } from "../../src/dialects/postgres/catalog/type-casts.js";
import type { Operand } from "../../src/model/dialect.js";
import * as tables from "./built-in-tables.js";
import { DatabasePool, type JudgedDatabase } from "./database-pool.js";

const pool = new DatabasePool();
let server: JudgedDatabase;
let eighteen: tables.BuiltIn;
beforeAll(async () => {
  server = await pool.take();
  await server.exec("CREATE TYPE mood AS ENUM ('sad'); CREATE TYPE mood2 AS ENUM ('sad')");
  await server.exec(`CREATE TABLE every (${[...TYPES.keys()].map((type) => `"${type}" ${type}`).join(", ")})`);
  eighteen = await tables.builtInOf(server, 18);
});
afterAll(() => pool.close());

const written = (file: string): string => readFileSync(new URL(`../../src/dialects/postgres/catalog/${file}.ts`, import.meta.url), "utf8");
const constant = (file: string, name: string): readonly string[] => (new RegExp(`${name}[^=]*= \`([^\`]*)\``).exec(written(file))?.[1] ?? "").split(/\s+/);

describe("what is written of the server's own functions, types, casts and operators", () => {
  test("has the functions of 18 by their numbers of arguments", () => {
    expect(written("function-arguments")).toContain(`argumentCounts: Grouped = ${tables.printed(tables.argumentCounts(eighteen.functions))};`);
  });

  test("takes a function of 18 for what 18 takes it for, if the older ones do too", () => {
    const beside = (list: readonly string[], name: string): readonly string[] => list.filter((entry) => !constant("function-kinds", name).includes(entry));
    expect(beside(tables.aggregates(eighteen.functions), "aggregates")).toEqual([]);
    expect(beside(tables.windows(eighteen.functions), "windowFunctions")).toEqual([]);
    expect(beside(tables.givingRows(eighteen.functions), "givingRows")).toEqual([]);
    expect(beside(tables.mutable(eighteen.functions), "mutableFunctions")).toEqual([]);
    expect(written("type-casts")).toContain(`categories: Grouped = ${tables.printed(tables.categories(eighteen))};`);
  });

  test("knows since when a function is there", () => {
    expect([13, 14, undefined, 19].map((version) => mayBeCalled("date_bin", 3, version))).toEqual([false, true, true, true]);
    expect([mayBeCalled("percentile_cont", 2), mayBeCalled("percentile_cont", 3), mayBeCalled("concat", 40), mayBeCalled("concat", 0), mayBeCalled("digest", 1), mayBeCalled("nothing", 1)]).toEqual([true, false, true, false, true, false]);
  });
});

const NAMES = categories.flatMap(([, types]) => types.split(/\s+/));
/** As SQL names them, each with what the tables know it by. */
const TYPES: ReadonlyMap<string, Operand> = new Map<string, Operand>([
  ...NAMES.map((name): [string, Operand] => [name, { name, array: false }]),
  ...["int4", "int8", "text", "varchar", "uuid", "json", "timestamp"].map((name): [string, Operand] => [`${name}[]`, { name, array: true }]),
  ...["mood", "mood2"].flatMap((name): [string, Operand][] => [[name, { name: "", array: false, enumeration: name }], [`${name}[]`, { name: "", array: true, enumeration: name }]]),
]);

/** Of each pair of types, what the server answers to a statement with them. `%1$s`, `%2$s`: the types. */
async function pairsOf(statement: string, refusal: string): Promise<ReadonlySet<string>> {
  const list = [...TYPES.keys()].map((type) => `'${type}'`).join(", ");
  await server.exec(`
    CREATE TEMP TABLE refused (pair text);
    DO $do$ DECLARE a text; b text; BEGIN
      FOREACH a IN ARRAY ARRAY[${list}] LOOP FOREACH b IN ARRAY ARRAY[${list}] LOOP
        BEGIN EXECUTE format($sql$${statement}$sql$, a, b); EXCEPTION WHEN ${refusal} THEN INSERT INTO refused VALUES (a || ' ' || b); WHEN cannot_coerce OR ambiguous_function THEN NULL; END;
      END LOOP; END LOOP;
    END $do$;`);
  const { rows } = await server.query("SELECT pair FROM refused");
  await server.exec("DROP TABLE refused");
  return new Set(rows.map((row) => textOf(row, "pair")));
}

function textOf(row: unknown, column: string): string {
  const fields: object = Object(row);
  return String(new Map<string, unknown>(Object.entries(fields)).get(column));
}

const pairs = [...TYPES].flatMap(([a, from]) => [...TYPES].map(([b, to]) => ({ pair: `${a} ${b}`, from, to })));
const among = (is: (from: Operand, to: Operand) => boolean): ReadonlySet<string> => new Set(pairs.filter(({ from, to }) => is(from, to)).map(({ pair }) => pair));

describe("of each pair of types", () => {
  test("the casts that there are not", async () => {
    expect(await pairsOf("SELECT NULL::%1$s::%2$s", "cannot_coerce")).toEqual(among((from, to) => castKind(from, to) === "none"));
  });

  test("the columns that do not take them", async () => {
    expect(await pairsOf('EXPLAIN INSERT INTO every ("%2$s") SELECT NULL::%1$s', "datatype_mismatch")).toEqual(among((from, to) => castKind(from, to) === "none" || castKind(from, to) === "explicit"));
  });

  test("the casts that an index refuses", async () => {
    const refused = await pairsOf('CREATE INDEX i ON every ((("%1$s"::%2$s) IS NULL)); DROP INDEX i', "invalid_object_definition");
    // An interval's text is the same everywhere to the versions before 18.
    const everywhere = new Set([...refused].filter((pair) => !/^interval (?:text|varchar|bpchar|name)$/.test(pair)));
    expect(everywhere).toEqual(among((from, to) => castKind(from, to) !== "none" && isMutableCast(from, to)));
  });

  test.each(["=", "<", "<>", "+", "-", "*", "/", "%", "~~", "~", "->", "->>", "@>", "&&", "?", "<<"])("those without an operator %s", async (operator) => {
    const statement = `SELECT NULL::%1$s ${operator === "%" ? "%%" : operator} NULL::%2$s`;
    expect(await pairsOf(statement, "undefined_function")).toEqual(among((left, right) => operate(operator, left, right, []) === "none"));
  });

  test("some of those without an operator || for them", async () => {
    const refused = await pairsOf("SELECT NULL::%1$s || NULL::%2$s", "undefined_function");
    const said = among((left, right) => operate("||", left, right, []) === "none");
    // Of an array and its element less is claimed: 13 has other operators for them.
    const scalar = new Set([...refused].filter((pair) => !pair.includes("[]")));
    expect([...said].filter((pair) => !refused.has(pair))).toEqual([]);
    expect([...said].filter((pair) => !pair.includes("[]"))).toEqual([...scalar].sort((a, b) => [...said].indexOf(a) - [...said].indexOf(b)));
  });

  test.each(["=", "||", "+", "-", "~~", "->>", "@>"])("those without an operator %s for a constant of no type", async (operator) => {
    expect(await pairsOf(`SELECT NULL::%1$s ${operator} NULL`, "undefined_function")).toEqual(among((left) => operate(operator, left, "unknown", []) === "none"));
    expect(await pairsOf(`SELECT NULL ${operator} NULL::%2$s`, "undefined_function")).toEqual(among((_, right) => operate(operator, "unknown", right, []) === "none"));
  });

  test("what operators give, but for those of two kinds of MAC addresses, which are ambiguous", async () => {
    const wrong: string[] = [];
    for (const operator of ["+", "-", "*", "/", "||", "->", "->>", "="]) {
      const known = pairs.flatMap(({ pair, from, to }) => {
        const result = operate(operator, from, to, []);
        const [a, b] = pair.split(" ");
        return result === undefined || result === "none" || pair.includes("macaddr") ? [] : [`SELECT '${pair}' AS pair, pg_typeof(NULL::${a} ${operator} NULL::${b}) = '${result.name}${result.array ? "[]" : ""}'::regtype AS same`];
      });
      const { rows } = await server.query(known.join(" UNION ALL "));
      wrong.push(...rows.flatMap((row) => (textOf(row, "same") === "true" ? [] : [`${operator}: ${textOf(row, "pair")}`])));
    }
    expect(wrong).toEqual([]);
  });
});
