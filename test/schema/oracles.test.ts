import { describe, expect, it } from "vitest";
import { SourceText } from "../../src/text/source-text.js";
import { judgeByOracles } from "../oracles/schema-oracle.js";
import { fixture, projects } from "./fixtures.js";

/** Which of Prisma 7.10, prisma-ast 0.15 and we accept the fixture. */
const acceptedBy: Readonly<Record<string, string>> = {
  broken: "",
  comments: "Prisma, us",
  mongodb: "Prisma, us",
  "multi-file": "Prisma, prisma-ast, us",
  "multi-schema": "Prisma, prisma-ast, us",
  mysql: "Prisma, prisma-ast, us",
  "no-final-newline": "Prisma, prisma-ast, us",
  "non-ascii": "Prisma, us",
  postgres: "Prisma, prisma-ast, us",
  sqlserver: "Prisma, prisma-ast, us",
  tolerant: "",
};

describe("oracles", () => {
  it.each(Object.keys(projects))("%s: same reading as whoever accepts it", async (project) => {
    const { differences, refusedByPrisma, refusedByPrismaAst, refusedByUs } = await judgeByOracles(fixture(project));
    const accepting = [refusedByPrisma ?? "Prisma", refusedByPrismaAst ?? "prisma-ast", refusedByUs ?? "us"];
    const known = accepting.filter((name) => ["Prisma", "prisma-ast", "us"].includes(name));
    expect({ differences, acceptedBy: known.join(", ") }).toEqual({ differences: [], acceptedBy: acceptedBy[project] });
  });

  it.each(["comments", "multi-schema", "non-ascii", "postgres"])("%s: the same with CRLF and with CR line ends", async (project) => {
    for (const end of ["\r\n", "\r"]) {
      const files = fixture(project).map(({ file, text }) => new SourceText(file, text.replaceAll("\n", end)));
      const { differences, refusedByPrisma, refusedByUs } = await judgeByOracles(files);
      expect({ differences, refusedByPrisma, refusedByUs }).toEqual({ differences: [] });
    }
  });

  it("a byte order mark, which Prisma refuses and prisma-ast accepts", async () => {
    const [source] = fixture("postgres");
    const judgement = await judgeByOracles([new SourceText("bom.prisma", `\uFEFF${source?.text}`)]);
    expect(judgement).toEqual({
      refusedByPrisma:
        "error: Error validating: This line is invalid. It does not start with any known Prisma schema keyword.",
      differences: [],
    });
  });
});
