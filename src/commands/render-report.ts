import { join, relative, sep } from "node:path";
import { realPath } from "../discover/repository.js";
import type { LintReport } from "../report/lint-report.js";
import type { ReportOutput } from "./formats.js";
import type { LintFlags } from "./options.js";
import { ownPackage } from "./own-package.js";
import { chalkFor, widthOf, type Terminal } from "./terminal.js";

/** The report's text. What is only printed sometimes is imported only then. */
export async function renderReport({ format, file }: ReportOutput, report: LintReport, flags: LintFlags, terminal: Terminal): Promise<string> {
  const here = realPath(terminal.cwd);
  const show = (path: string): string => relative(here, join(report.root, path)).split(sep).join("/");
  switch (format) {
    case "pretty": {
      const { pretty } = await import("../report/pretty.js");
      const toFile = file !== undefined;
      return pretty(report, { chalk: chalkFor(terminal.stdout, terminal.env, toFile ? false : flags.color), width: toFile ? undefined : widthOf(terminal.stdout), quiet: flags.quiet === true, show });
    }
    case "compact": {
      const { compact } = await import("../report/compact.js");
      return compact(report, show);
    }
    case "json": {
      const { json } = await import("../report/json.js");
      return json(report);
    }
    case "sarif": {
      const [{ sarif }, { rules }] = await Promise.all([import("../report/sarif.js"), import("../../rules/index.js")]);
      return sarif(report, { version: ownPackage().version, rules });
    }
    case "github": {
      const { github } = await import("../report/github.js");
      return github(report);
    }
    case "gitlab": {
      const { gitlab } = await import("../report/gitlab.js");
      return gitlab(report);
    }
    case "junit": {
      const { junit } = await import("../report/junit.js");
      return junit(report);
    }
    case "checkstyle": {
      const { checkstyle } = await import("../report/checkstyle.js");
      return checkstyle(report);
    }
    case "markdown": {
      const { markdown } = await import("../report/markdown.js");
      return markdown(report);
    }
  }
}
