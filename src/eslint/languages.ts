import { randomUUID } from "node:crypto";
import type { File, Language, OkParseResult } from "@eslint/core";
import { parseSchema } from "../schema/parse-schema.js";
import { ask } from "./ask-worker.js";
import { checkLanguageOptions, type LanguageOptions } from "./language-options.js";
import { LintedSource, LintedText, visitorKeys, type AnyNode, type CommentNode, type RootNode } from "./source-code.js";

interface LanguageTypes {
  LangOptions: LanguageOptions;
  Code: LintedSource;
  RootNode: RootNode;
  Node: AnyNode;
}

type Parsed = OkParseResult<RootNode> & { readonly comments: readonly CommentNode[]; readonly text: LintedText; readonly isReported: boolean };

/** What is the same for both. Nothing is a parse error to ESLint, which would then not run any rule: what cannot be read is found by one. */
abstract class PrismaMigrateLanguage implements Language<LanguageTypes> {
  readonly fileType = "text";
  readonly lineStart = 1;
  readonly columnStart = 1;
  readonly nodeTypeKey = "type";
  readonly visitorKeys = visitorKeys;

  validateLanguageOptions(options: LanguageOptions): void {
    checkLanguageOptions(options);
  }

  /**
   * ESLint's cache takes the verdict on a file as good until the file or its configuration changes, but ours hangs on the files before it
   * and on git. Under a configuration that is never the same twice, these files are linted every time.
   */
  normalizeLanguageOptions(options: LanguageOptions): LanguageOptions {
    const normalized = { ...options };
    Object.defineProperty(normalized, "toJSON", { value: () => ({ preset: options.preset, history: randomUUID() }) });
    return normalized;
  }

  abstract parse(file: File): Parsed;

  createSourceCode(_file: File, { ast, comments, text, isReported }: Parsed): LintedSource {
    return new LintedSource({ text, ast, comments, isReported });
  }
}

/** migration.sql of PostgreSQL. */
export class SqlLanguage extends PrismaMigrateLanguage {
  override parse(file: File): Parsed {
    const text = textOf(file);
    const { statements, comments, isReported } = ask("parse", { path: file.path, cwd: process.cwd(), text: text.source.text, env: { ...process.env } });
    const nodes = statements.map(({ span, kind }) => ({ type: "Statement" as const, kind, ...text.located(span) }));
    return { ok: true, ast: { type: "Migration", statements: nodes, ...text.whole() }, comments: commentNodes(comments, text), text, isReported };
  }
}

/** schema.prisma, of any provider. */
export class PrismaLanguage extends PrismaMigrateLanguage {
  override parse(file: File): Parsed {
    const text = textOf(file);
    const { blocks, comments } = parseSchema(text.source);
    const nodes = blocks.map(({ kind, name, span }) => ({ type: "Block" as const, kind, name: name.text, ...text.located(span) }));
    return { ok: true, ast: { type: "Schema", blocks: nodes, ...text.whole() }, comments: commentNodes(comments, text), text, isReported: true };
  }
}

function textOf({ path, body, bom }: File): LintedText {
  return new LintedText(path, typeof body === "string" ? body : new TextDecoder().decode(body), bom);
}

function commentNodes(comments: readonly { readonly span: { readonly start: number; readonly end: number }; readonly text: string }[], text: LintedText): readonly CommentNode[] {
  return comments.map((comment) => ({ type: "Comment", value: comment.text, ...text.located(comment.span) }));
}
