import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { declaredSchema } from "../../src/schema/declare-schema.js";
import type { DeclaredSchema } from "../../src/schema/declared-schema.js";
import { parseSchema } from "../../src/schema/parse-schema.js";
import { SourceText } from "../../src/text/source-text.js";

const folder = fileURLToPath(new URL("fixtures/", import.meta.url));

/** One list a project. */
export const projects: Readonly<Record<string, readonly string[]>> = {
  broken: ["broken.prisma"],
  comments: ["comments.prisma"],
  mongodb: ["mongodb.prisma"],
  "multi-file": ["multi-file/schema.prisma", "multi-file/user.prisma", "multi-file/blog/post.prisma"],
  "multi-schema": ["multi-schema.prisma"],
  mysql: ["mysql.prisma"],
  "no-final-newline": ["no-final-newline.prisma"],
  "non-ascii": ["non-ascii.prisma"],
  postgres: ["postgres.prisma"],
  sqlserver: ["sqlserver.prisma"],
  tolerant: ["tolerant.prisma"],
};

export function fixture(project: string): SourceText[] {
  const files = (projects[project] ?? []).map((file) => join(folder, file));
  return files.map((path) => new SourceText(relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")));
}

export function declaredFixture(project: string): DeclaredSchema {
  return declaredSchema(fixture(project).map(parseSchema));
}

export function declaredText(...texts: string[]): DeclaredSchema {
  return declaredSchema(texts.map((text, at) => parseSchema(new SourceText(`${at}.prisma`, text))));
}
