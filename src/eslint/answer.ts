import { isAbsolute } from "node:path";
import { loadDialect } from "../dialects/index.js";
import { SourceText } from "../text/source-text.js";
import { loneFindings } from "./lone-file.js";
import { locate, type Found } from "./projects.js";
import type { Asked, JudgeQuestion, ParsedMigration, ParseQuestion, Questions, Verdict } from "./questions.js";

/** In the thread that may wait. */
export async function answer(asked: Asked): Promise<Questions[keyof Questions]["answer"]> {
  switch (asked.about) {
    case "parse":
      return parse(asked.question);
    case "judge":
      return judge(asked.question);
  }
}

async function parse(question: ParseQuestion): Promise<ParsedMigration> {
  const dialect = await loadDialect("postgresql");
  const { statements = [], comments = [] } = dialect?.parse(new SourceText(question.path, question.text)) ?? {};
  const { kind } = await placeOf(question);
  return { isReported: kind !== "unreported", statements: statements.map(({ span, operations }) => ({ span, kind: operations[0]?.kind ?? "empty" })), comments };
}

async function judge(question: JudgeQuestion): Promise<Verdict> {
  const place = await placeOf(question);
  switch (place.kind) {
    case "history":
      return { kind: "findings", findings: (await place.history.findings(question)).filter(({ file }) => file === place.file) };
    case "unreported":
      return { kind: "findings", findings: [] };
    case "refused":
      return { kind: "refused", message: `${place.message} ${place.todo}` };
    case "outside":
      return { kind: "findings", findings: question.language === "sql" ? await loneFindings(question) : [] };
  }
}

async function placeOf(question: ParseQuestion): Promise<Found> {
  return isAbsolute(question.path) ? locate(question) : { kind: "outside" };
}
