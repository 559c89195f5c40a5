import { createRequire } from "node:module";
import type { Rule } from "../check/rule.js";
import { rules } from "../../rules/index.js";
import { adaptRule, type AdaptedRule } from "./adapt-rule.js";
import type { Preset } from "./language-options.js";
import { PrismaLanguage, SqlLanguage } from "./languages.js";

export type { AdaptedRule } from "./adapt-rule.js";
export type { AnyNode, BlockNode, CommentNode, LintedSource, MigrationNode, SchemaNode, StatementNode } from "./source-code.js";

const name = "prisma-migrate-lint";
const namespace = "prisma-migrate";
const version = ownVersion();

interface Meta {
  readonly name: string;
  readonly version: string;
  readonly namespace: string;
}

/** No more than what it says, so that the types of ESLint 9 and 10 both take it. */
interface FlatConfig {
  name: string;
  files: string[];
  language: string;
  plugins: Record<string, { readonly meta: Meta }>;
  languageOptions: { preset?: Preset };
  linterOptions?: { reportUnusedDisableDirectives: "off" };
  rules: Record<string, Severity | [Severity, Record<string, unknown>]>;
}

type Severity = "off" | "warn" | "error";

interface PrismaMigratePlugin {
  readonly meta: Meta;
  readonly languages: { readonly sql: SqlLanguage; readonly prisma: PrismaLanguage };
  readonly rules: Record<string, AdaptedRule>;
  /** Each is a list of flat configs: `extends: [plugin.configs.recommended]`, or spread. */
  readonly configs: { readonly recommended: FlatConfig[]; readonly strict: FlatConfig[] };
}

/**
 * The linter in ESLint 9.28 and later: the same findings as on the command line for what is new against the base, as migrations and schema.prisma are
 * edited. Which rules run, how severe they are and their options is ESLint's configuration; a rule that `prisma-migrate-lint.config` turns off stays off,
 * and everything else in that file counts here too.
 */
const plugin: PrismaMigratePlugin = {
  meta: { name, version, namespace },
  languages: { sql: new SqlLanguage(), prisma: new PrismaLanguage() },
  rules: Object.fromEntries(rules.map((rule) => [rule.id, adaptRule(rule)])),
  configs: { recommended: [], strict: [] },
};
// Of schema.prisma only what is new is judged: a comment at something that is on the base already would be called unused.
const linterOptions: FlatConfig["linterOptions"] = { reportUnusedDisableDirectives: "off" };
for (const preset of ["recommended", "strict"] as const) {
  const configured: FlatConfig["rules"] = {};
  for (const rule of rules) if (rule[preset] !== "off") configured[`${namespace}/${rule.id}`] = settingOf(rule, preset);
  // `recommended` leaves it to prisma-migrate-lint.config to stand on `strict`.
  const languageOptions: FlatConfig["languageOptions"] = preset === "strict" ? { preset } : {};
  const shared = { plugins: { [namespace]: plugin }, languageOptions, rules: configured };
  plugin.configs[preset].push(
    { name: `${name}/${preset}/sql`, files: ["**/migrations/*/migration.sql"], language: `${namespace}/sql`, ...shared },
    { name: `${name}/${preset}/prisma`, files: ["**/*.prisma"], language: `${namespace}/prisma`, ...shared, linterOptions },
  );
}

export default plugin;
// What `require` of Node.js gives: the plugin itself, as `import` does by default.
export { plugin as "module.exports" };

function settingOf(rule: Rule, preset: Preset): FlatConfig["rules"][string] {
  const severity = rule[preset] === "warning" ? "warn" : rule[preset];
  return preset === "strict" && rule.strictOptions !== undefined ? [severity, { ...rule.strictOptions }] : severity;
}

/** By the package's own name, so that it is the same from `src` and from `dist`. */
function ownVersion(): string {
  const content: unknown = createRequire(import.meta.url)("prisma-migrate-lint/package.json");
  const isKnown = typeof content === "object" && content !== null && "version" in content && typeof content.version === "string";
  return isKnown ? String(content.version) : "unknown";
}
