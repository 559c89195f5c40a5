import type { Rule } from "../rule.js";
import { userLevels } from "./rule-setting.js";

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 7, the one that editors know) of a configuration: completion and checks in `prisma-migrate-lint.config.json`. Says no more
 * than JSON Schema can: that two projects have the same name, or that a rate's `fast` is below its `slow`, only the reader finds.
 */
export function configSchema(rules: readonly Rule[]): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of prisma-migrate-lint",
    ...object({
      $schema: { ...text("Where this schema is"), minLength: 1 },
      extends: { description: "Presets, and packages or files that export a configuration; later ones win", ...names, default: ["recommended"], examples: [["strict"]] },
      ...sharedKeys,
      projects: {
        type: "array",
        description: "Projects that are not found as they should be, or need settings of their own",
        items: object({ name: text("Shown in reports; no two have the same"), schema: text("File or folder of schema.prisma"), migrations: text("Folder of the migrations"), ...sharedKeys }, ["name"]),
      },
    }),
    definitions: {
      level: { enum: userLevels },
      rules: { description: "Severity of each rule, or an array of severity and options", ...object(Object.fromEntries(rules.map((rule) => [rule.id, setting(rule)]))) },
    },
  };
}

const object = (properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...(required.length > 0 ? { required } : {}),
});
const text = (description: string): JsonSchema => ({ type: "string", minLength: 1, description });
const count = (description: string): JsonSchema => ({ type: "integer", minimum: 0, description });
const strings: JsonSchema = { type: "array", items: { type: "string", minLength: 1 } };
/** One name, or several. */
const names: JsonSchema = { anyOf: [{ type: "string", minLength: 1 }, strings] };
const mapOf = (description: string, value: JsonSchema): JsonSchema => ({ type: "object", description, additionalProperties: value });

const rate: JsonSchema = object({ slow: { ...count("On a slow server"), minimum: 1 }, fast: { ...count("On a fast one; no less"), minimum: 1 } }, ["slow", "fast"]);

/** What a project may have as well. */
const sharedKeys: Readonly<Record<string, JsonSchema>> = {
  rules: { $ref: "#/definitions/rules" },
  postgresVersion: { anyOf: [{ type: "number" }, { type: "string", minLength: 1 }], description: "Version of the server that is deployed to: which syntax, locks and ways out it has" },
  prismaVersion: text("Version of Prisma that deploys: in which transactions a file runs"),
  defaultSchema: text("Schema of names without one; by default that of the connection, or `public`"),
  timeZone: text("TimeZone of the connection that deploys"),
  tables: mapOf("Facts by table, as `name` or `schema.name`", object({ rows: count("How many rows it has"), external: { type: "boolean", description: "Made outside of these migrations" } })),
  smallTableRows: { ...count("Tables with at most so many known rows are too small to wait for; 0 in `strict`"), default: 10_000 },
  rates: { description: "Rows a second that durations are estimated from", ...object({ scan: rate, rewrite: rate }) },
  since: { description: "The base: branch, tag or commit, `*` allowed; of several the nearest", ...names },
  deployed: text("Branch, tag or commit that is deployed, where that is not the base"),
  lockTimeout: { enum: ["connection"], description: "The connection or role that deploys has a `lock_timeout`: migrations need none" },
  suppress: {
    type: "array",
    description: "Findings that are accepted",
    items: object(
      {
        rule: text("Rule of the finding"),
        migration: text("Only in this migration; `*` stands for any characters"),
        table: text("Only about this table; `*` stands for any characters"),
        column: text("Only about this column; `*` stands for any characters"),
        reason: text("Why it is accepted"),
      },
      ["rule", "reason"],
    ),
  },
  ignoreMigrations: { description: "Migrations that are not reported, `*` allowed; they are still replayed", ...strings },
  runner: {
    description: "Where something else than Prisma runs the files",
    ...object({
      transaction: { enum: ["file", "statement"], description: "Whether it sends a file as one transaction, or each statement by itself" },
      placeholders: mapOf("Texts in migration files, and what they stand for when they run", { type: "string" }),
      migrations: text("Folder of its migrations"),
    }),
  },
};

function setting({ id, summary, options }: Rule): JsonSchema {
  const level = { $ref: "#/definitions/level" };
  const values = object(Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.schema])));
  return { description: `${summary} (docs/rules/${id}.md)`, anyOf: [level, { type: "array", items: [level, values], minItems: 1, maxItems: 2 }] };
}
