import type { FileProblem, SourceLocation, TextSourceCode, TraversalStep } from "@eslint/core";
import { ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep } from "@eslint/plugin-kit";
import { SourceText, type Span } from "../text/source-text.js";
import type { LanguageOptions } from "./language-options.js";

/** `range` in UTF-16 indices, lines and columns from 1: of the text as ESLint has it, without a byte order mark. */
interface Located {
  readonly range: [start: number, end: number];
  readonly loc: SourceLocation;
}

/** `kind`: that of its first operation, `createTable`; `empty` where it has none. */
export interface StatementNode extends Located {
  readonly type: "Statement";
  readonly kind: string;
}

export interface MigrationNode extends Located {
  readonly type: "Migration";
  readonly statements: readonly StatementNode[];
}

/** `kind`: `model`, `enum`, `datasource`, …. */
export interface BlockNode extends Located {
  readonly type: "Block";
  readonly kind: string;
  readonly name: string;
}

export interface SchemaNode extends Located {
  readonly type: "Schema";
  readonly blocks: readonly BlockNode[];
}

/** `value` is without the comment's marks. */
export interface CommentNode extends Located {
  readonly type: "Comment";
  readonly value: string;
}

export type RootNode = MigrationNode | SchemaNode;
export type AnyNode = RootNode | StatementNode | BlockNode;

/** Which children a node has, as ESLint's languages want it. */
export const visitorKeys: Record<string, string[]> = { Migration: ["statements"], Statement: [], Schema: ["blocks"], Block: [] };

/** A linted file: its text with the byte order mark that ESLint takes off, and places in it as ESLint counts them. */
export class LintedText {
  readonly source: SourceText;
  readonly #mark: number;

  /** `body` is without the mark. */
  constructor(path: string, body: string, byteOrderMark: boolean) {
    this.source = new SourceText(path, byteOrderMark ? `\ufeff${body}` : body);
    this.#mark = byteOrderMark ? 1 : 0;
  }

  range({ start, end }: Span): [start: number, end: number] {
    return [Math.max(start - this.#mark, 0), Math.max(end - this.#mark, 0)];
  }

  loc(span: Span): SourceLocation {
    return { start: this.#position(span.start), end: this.#position(span.end) };
  }

  located(span: Span): Located {
    return { range: this.range(span), loc: this.loc(span) };
  }

  /** The root's place: everything. */
  whole(): Located {
    return this.located({ start: 0, end: this.source.text.length });
  }

  #position(index: number): SourceLocation["start"] {
    const { line, column } = this.source.position(index);
    return line === 1 ? { line, column: Math.max(column - this.#mark, 1) } : { line, column };
  }
}

interface Parts {
  readonly text: LintedText;
  readonly ast: RootNode;
  readonly comments: readonly CommentNode[];
  readonly isReported: boolean;
}

interface SourceCodeTypes {
  LangOptions: LanguageOptions;
  RootNode: RootNode;
  SyntaxElementWithLoc: AnyNode | CommentNode;
  ConfigNode: CommentNode;
}

const commentParser = new ConfigCommentParser();
const configComment = /^\s*eslint(?:-enable|-disable(?:(?:-next)?-line)?)?(?:\s|$)/u;

/** What ESLint asks of a migration and of a schema.prisma alike. */
export class LintedSource extends TextSourceCodeBase<SourceCodeTypes> {
  readonly linted: LintedText;
  readonly comments: readonly CommentNode[];
  readonly #isReported: boolean;

  constructor({ text, ast, comments, isReported }: Parts) {
    const { source } = text;
    const [start] = text.range({ start: 1, end: 1 });
    // A lone CR ends a line, as ESLint counts in JavaScript and editors do.
    super({ text: source.text.slice(1 - start), ast, lineEndingPattern: /\r\n|[\r\n]/u });
    this.linted = text;
    this.comments = comments;
    this.#isReported = isReported;
  }

  override getParent(node: AnyNode | CommentNode): RootNode | undefined {
    return node === this.ast ? undefined : this.ast;
  }

  override *traverse(): Generator<TraversalStep> {
    const { ast } = this;
    yield new VisitNodeStep({ target: ast, phase: 1, args: [ast] });
    for (const child of ast.type === "Migration" ? ast.statements : ast.blocks) {
      yield new VisitNodeStep({ target: child, phase: 1, args: [child, ast] });
      yield new VisitNodeStep({ target: child, phase: 2, args: [child, ast] });
    }
    yield new VisitNodeStep({ target: ast, phase: 2, args: [ast] });
  }

  /** For rules of JavaScript that are set for all files: those of `js.configs.recommended` then find nothing here, where they would end the run. */
  getAllComments(): readonly CommentNode[] {
    return this.comments;
  }

  getInlineConfigNodes(): CommentNode[] {
    return this.comments.filter(({ value }) => configComment.test(value));
  }

  /**
   * `eslint-disable…` and `eslint-enable` in comments of any form. In a migration of the base there is nothing to silence any more; ESLint would call its
   * comments unused, and `--fix` would take them out of a file whose checksum databases hold.
   */
  getDisableDirectives(): { directives: Directive[]; problems: FileProblem[] } {
    const directives: Directive[] = [];
    const problems: FileProblem[] = [];
    if (!this.#isReported) return { directives, problems };
    for (const node of this.getInlineConfigNodes()) {
      const { label = "", value = "", justification = "" } = commentParser.parseDirective(node.value) ?? {};
      const type = directiveTypes.find((known) => label === `eslint-${known}`);
      if (type === undefined) continue;
      const { start, end } = node.loc;
      // As in JavaScript: which line is meant would be a guess.
      if (type === "disable-line" && start.line !== end.line) {
        problems.push({ ruleId: null, message: `${label} comment should not span multiple lines.`, loc: node.loc });
      } else directives.push(new Directive({ type, node, value, justification }));
    }
    return { directives, problems };
  }

  /** `eslint prisma-migrate/no-drop-table: "off"` in comments of any form. */
  applyInlineConfig(): InlineConfig {
    const applied: InlineConfig = { configs: [], problems: [] };
    for (const { value: comment, loc } of this.getInlineConfigNodes()) {
      const { label, value = "" } = commentParser.parseDirective(comment) ?? {};
      if (label !== "eslint") continue;
      const parsed = commentParser.parseJSONLikeConfig(value);
      if (parsed.ok) applied.configs.push({ config: { rules: parsed.config }, loc });
      else applied.problems.push({ ruleId: null, message: parsed.error.message, loc });
    }
    return applied;
  }
}

type InlineConfig = ReturnType<NonNullable<TextSourceCode["applyInlineConfig"]>>;

const directiveTypes = ["disable", "enable", "disable-line", "disable-next-line"] as const;
