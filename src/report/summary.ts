import { countFindings, countReport, type Counts, type LintReport, type ProjectReport, type Verdict } from "./lint-report.js";
import { painted, printable, wrapped, type Page } from "./prose.js";

/** `2 errors, 1 warning in 2 new migrations (163 replayed, base origin/main), 1 suppressed`, and on a run with nothing new what the newest one would get. */
export function projectSummary(project: ProjectReport, page: Page): readonly string[] {
  const counts = countFindings(project.findings);
  const suppressed = project.suppressed === 0 ? "" : `, ${project.suppressed} suppressed`;
  if (!project.supported) {
    const rows = wrapped(`Migrations are not linted: ${providerText(project)}`, page);
    return project.findings.length === 0 ? rows : [...rows, ...wrapped(`${verdict(counts, page)} in ${schemaText(project)}${suppressed}`, page)];
  }
  if (project.migrationsDir === undefined) return wrapped(`${verdict(counts, page)} in ${project.schema.length === 0 ? project.root : schemaText(project)} (no migrations)${suppressed}`, page);

  const facts = `(${project.replayed} replayed, ${baseText(project)})`;
  if (project.reported > 0) return wrapped(`${verdict(counts, page)} in ${migrationsText(project)} ${facts}${suppressed}`, page);

  const hasFindings = project.findings.length > 0;
  const none = project.chosen === "staged" ? "staged migrations" : project.chosen === "given" ? "migrations chosen" : "new migrations";
  const rows = [...wrapped(`${hasFindings ? `${verdict(counts, page)} in ${schemaText(project)}; no` : "No"} ${none} ${facts}${suppressed}`, page)];
  if (project.newest !== undefined) rows.push(...wrapped(newestText(project.newest, page), page));
  return rows;
}

/** The last lines of the report: the sum of several projects, and how to see more when nothing was new anywhere. */
export function totalSummary(report: LintReport, page: Page, quiet: boolean): readonly string[] {
  const rows: string[] = [];
  const counts = countReport(report);
  const judged = report.projects.some(({ reported, findings }) => reported > 0 || findings.length > 0);
  if (report.projects.length > 1 && judged && !(quiet && counts.errors === 0)) {
    const left = report.projects.filter(({ supported }) => !supported).length;
    rows.push(...wrapped(`${verdict(counts, page)} in ${plural(report.projects.length - left, "project")}${left === 0 ? "" : `, ${left} not linted`}`, page));
  }
  const nothingNew = report.projects.every(({ reported }) => reported === 0) && report.projects.some(({ newest }) => newest !== undefined);
  if (nothingNew && !quiet) rows.push(...wrapped(painted("To see more: `--latest 1` reports the newest migration, `--all` the whole history.", page), page));
  return rows;
}

/** `1 error, 2 warnings`; `no problems` without any. */
export function countsText({ errors, warnings }: Counts): string {
  const parts = [errors === 0 ? [] : [plural(errors, "error")], warnings === 0 ? [] : [plural(warnings, "warning")]].flat();
  return parts.length === 0 ? "no problems" : parts.join(", ");
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function verdict(counts: Counts, { chalk }: Page): string {
  if (counts.errors > 0) return chalk.bold.red(countsText(counts));
  if (counts.warnings > 0) return chalk.bold.yellow(countsText(counts));
  return chalk.bold.green("No problems");
}

function migrationsText(project: ProjectReport): string {
  switch (project.chosen) {
    case "new":
      return plural(project.reported, "new migration");
    case "all":
      return project.reported === 1 ? "the only migration" : `all ${plural(project.reported, "migration")}`;
    case "staged":
      return plural(project.reported, "staged migration");
    case "given":
      return plural(project.reported, "migration");
  }
}

/** The file's own name: a folder may hold the schemas of several projects. */
function schemaText({ schema }: ProjectReport): string {
  const [file = "schema.prisma", ...others] = schema;
  return others.length > 0 ? "the schema" : printable(file.slice(file.lastIndexOf("/") + 1));
}

function providerText({ provider }: ProjectReport): string {
  return provider === undefined ? "the provider is not known" : `${provider} is not supported yet`;
}

function baseText({ base }: ProjectReport): string {
  return base.ref === null ? "no base" : `base ${base.ref}`;
}

function newestText({ migration, errors, warnings, rules }: Verdict, page: Page): string {
  const counts = { errors, warnings };
  const named = rules.length === 0 ? "" : ` (${rules.join(", ")})`;
  const text = errors + warnings === 0 ? page.chalk.green("no problems") : errors > 0 ? page.chalk.red(countsText(counts)) : page.chalk.yellow(countsText(counts));
  return `The newest, ${printable(migration)}: ${text}${named}`;
}
