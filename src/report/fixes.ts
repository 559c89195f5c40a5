import type { FixedMigration, Fixes, Unfixed } from "../model/fix.js";
import { printable } from "./prose.js";
import { shellWord } from "../text/shell-word.js";
import { plural } from "./summary.js";

/** For people: what became of each file and what a database that has the old one needs, then why the other findings stay. A line each, without line ends. */
export function fixesText(all: readonly Fixes[]): readonly string[] {
  const isApplied = all.some(({ applied }) => applied);
  const fixed = all.flatMap((fixes) => [...fixes.migrations.flatMap((migration) => migrationLines(migration, isApplied)), ...declaredLines(fixes)]);
  const changed = all.flatMap(({ migrations }) => migrations.filter(({ catchUp }) => catchUp.sql.length + catchUp.resolve.length > 0));
  return [...(fixed.length === 0 ? ["Nothing was fixed."] : fixed), ...laterLines(all), ...(isApplied && changed.length > 0 ? catchUpLines(changed) : []), ...leftLines(all.flatMap(({ left }) => left))];
}

function migrationLines({ file, added, taken, isGone }: FixedMigration, isApplied: boolean): string[] {
  const rules = taken.map(({ rule, about, title }) => `  ${rule}${about === "" ? "" : ` ${printable(about)}`}: ${printable(title)}`);
  const said = isGone ? (isApplied ? "Deleted" : "To delete") : isApplied ? "Fixed" : "To fix";
  return [`${said} ${printable(file)}`, ...new Set(rules), ...added.map((each) => `  + ${printable(each.file)}`)];
}

const declaredLines = ({ declared, files, applied }: Fixes): string[] =>
  declared.length === 0 ? [] : [`${applied ? "Fixed" : "To fix"} ${files.filter(({ file }) => file.endsWith(".prisma")).map(({ file }) => printable(file)).join(", ")}`, ...declared.map((title) => `  ${printable(title)}`)];

/** What a fix keeps for code that still runs. */
function laterLines(all: readonly Fixes[]): string[] {
  const sentences = new Set(all.flatMap(({ migrations }) => migrations.flatMap(({ taken }) => taken.flatMap(({ later }) => later ?? []))));
  return sentences.size === 0 ? [] : ["", "In the next release, when no old code runs any more:", ...[...sentences].map((sentence) => `  ${printable(sentence)}`)];
}

/** Prisma says of a file that changed after it was applied that the database has to be reset. */
function catchUpLines(migrations: readonly FixedMigration[]): string[] {
  const sql = migrations.flatMap(({ catchUp }) => catchUp.sql.map((statement) => `  ${statement};`));
  const resolve = migrations.flatMap(({ catchUp }) => catchUp.resolve.map((name) => `  npx prisma migrate resolve --applied ${shellWord(name)}`));
  return [
    "",
    `A database of your own that has the old ${migrations.length === 1 ? "file" : "files"} already: \`prisma migrate dev\` would say "modified after it was applied" and ask for a reset. To keep its rows, run there`,
    ...sql.map(printable),
    ...(resolve.length > 0 ? ["and then", ...resolve.map(printable)] : []),
  ];
}

function leftLines(left: readonly Unfixed[]): string[] {
  if (left.length === 0) return [];
  const reasons = new Map<string, Unfixed[]>();
  for (const each of left) reasons.set(each.why, [...(reasons.get(each.why) ?? []), each]);
  return ["", `Not fixed: ${plural(left.length, "finding")}`, ...[...reasons].map(([why, some]) => `  ${[...new Set(some.map(({ finding }) => finding.rule))].join(", ")}: ${printable(why)}`)];
}
