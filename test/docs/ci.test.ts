import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse, parseDocument } from "yaml";
import { formats } from "../../src/commands/formats.js";
import { lintOptions, sharedOptions } from "../../src/commands/options.js";
import { smallProject, tempProject } from "../support/temp-project.js";

const page = readFileSync("docs/ci.md", "utf8");
const snippets = [...page.matchAll(/^## (.+)$|^```yaml\n([\s\S]*?)^```$/gm)].reduce<{ heading: string; found: [string, string][] }>(
  ({ heading, found }, [, title, yaml]) => (title !== undefined ? { heading: title, found } : { heading, found: [...found, [heading, yaml ?? ""]] }),
  { heading: "", found: [] },
).found;

it("has a snippet for each CI system", () => {
  expect(snippets.map(([heading]) => heading)).toEqual(["GitHub Actions", "GitHub Actions", "GitLab", "CircleCI", "Bitbucket", "Azure Pipelines"]);
});

it.each(snippets)("is YAML that runs the linter: %s", (_, yaml) => {
  const document = parseDocument(yaml, { strict: true, uniqueKeys: true });
  expect(document.errors).toEqual([]);
  const texts = JSON.stringify(document.toJSON());
  expect(texts.match(/npx prisma-migrate-lint|\.\/node_modules\/prisma-migrate-lint/g)?.length).toBe(1);
});

it("names options and formats that there are", () => {
  const known = [...sharedOptions(), ...lintOptions()].map(({ long }) => long);
  const used = [...page.matchAll(/prisma-migrate-lint ([^\n]*)/g)].flatMap(([, rest = ""]) => [...rest.matchAll(/(--[a-z-]+)/g)].map(([option]) => option));
  expect(used.filter((option) => !known.includes(option))).toEqual([]);
  const named = [...page.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual([...formats]);
});

describe("action.yml", () => {
  const action = parse(readFileSync("action.yml", "utf8")) as {
    inputs: Record<string, { description: string; default: string }>;
    runs: { using: string; steps: { name: string; uses?: string; run?: string; shell?: string; "continue-on-error"?: boolean; with?: Record<string, string> }[] };
  };

  it("is a composite action whose steps say how they run", () => {
    // The parts of GitHub's metadata syntax for composite actions that this one uses.
    const step = {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string" }, id: { type: "string" }, if: { type: "string" }, uses: { type: "string", pattern: "^[\\w-]+/[\\w-]+(/[\\w-]+)*@v\\d+$" }, run: { type: "string" }, shell: { const: "bash" }, with: { type: "object" }, env: { type: "object" }, "working-directory": { type: "string" }, "continue-on-error": { type: "boolean" } },
      additionalProperties: false,
      oneOf: [{ required: ["run", "shell"] }, { required: ["uses"] }],
    };
    const isAction = new Ajv.default({ allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile({
      type: "object",
      required: ["name", "description", "runs"],
      properties: {
        name: { type: "string" },
        description: { type: "string", maxLength: 125 },
        branding: { type: "object" },
        inputs: { type: "object", additionalProperties: { type: "object", required: ["description", "default"], properties: { description: { type: "string" }, default: { type: "string" } }, additionalProperties: false } },
        outputs: { type: "object", additionalProperties: { type: "object", required: ["description", "value"] } },
        runs: { type: "object", required: ["using", "steps"], properties: { using: { const: "composite" }, steps: { type: "array", items: step } }, additionalProperties: false },
      },
      additionalProperties: false,
    });
    isAction(action);
    expect(isAction.errors).toBe(null);
  });

  it("an upload or a comment that fails, fails no job", () => {
    const uploads = action.runs.steps.filter(({ uses }) => uses !== undefined);
    expect(uploads.map((step) => [step.name, step["continue-on-error"]])).toEqual([["Upload to code scanning", true], ["Comment", true]]);
  });

  it("texts of a pull request reach no shell but as variables", () => {
    expect(action.runs.steps.filter(({ run, with: given }) => (run ?? given?.["script"] ?? "").includes("${{")).map(({ name }) => name)).toEqual([]);
  });

  it("gives the linter's exit code and its reports, whatever was found", { timeout: 60_000 }, () => {
    const root = tempProject({ ...smallProject(), "prisma/migrations/20250101000000_drop/migration.sql": 'DROP TABLE "User";\n', output: "", summary: "" });
    const script = action.runs.steps.find(({ name }) => name === "Lint")?.run ?? "";
    const env = { ...process.env, COMMAND: `${process.execPath} --import ${import.meta.resolve("tsx")} ${resolve("src/cli.ts")}`, ARGUMENTS: "--all", GITHUB_OUTPUT: join(root, "output"), GITHUB_STEP_SUMMARY: join(root, "summary") };
    const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd: root, env, encoding: "utf8" });
    const outputs = readFileSync(join(root, "output"), "utf8");
    const reports = /^reports=(.*)$/m.exec(outputs)?.[1] ?? "";
    onTestFinished(() => rmSync(reports, { recursive: true }));
    expect([status, /^exit-code=(.*)$/m.exec(outputs)?.[1], readdirSync(reports).sort()]).toEqual([0, "1", ["comment.md", "findings.sarif"]]);
    expect(stdout).toMatch(/^::error file=prisma\/migrations\/20250101000000_drop\/migration\.sql,.*title=no-drop-table::/m);
    expect(readFileSync(join(root, "summary"), "utf8")).toBe(readFileSync(join(reports, "comment.md"), "utf8"));
  });

  it("asks for options that there are", () => {
    const script = action.runs.steps.find(({ name }) => name === "Lint")?.run ?? "";
    expect([...script.matchAll(/--format "?([a-z]+)/g)].map(([, name = ""]) => formats.find((known) => known === name))).toEqual(["pretty", "github", "sarif", "markdown"]);
  });
});

it("pre-commit's hook lints what is staged, when a migration or a schema is", () => {
  const [hook, ...others] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")) as { id: string; entry: string; language: string; files: string; pass_filenames: boolean }[];
  expect([hook?.id, hook?.entry, hook?.language, hook?.pass_filenames, others]).toEqual(["prisma-migrate-lint", "prisma-migrate-lint --staged", "node", false, []]);
  const files = new RegExp(hook?.files ?? "");
  expect(["prisma/migrations/1_x/migration.sql", "migrations/1/migration.sql", "a/schema.prisma", "prisma/migrations/1_x/down.sql", "x/migration.sql"].map((file) => files.test(file))).toEqual([true, true, true, false, false]);
});
