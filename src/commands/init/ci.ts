import { byHand, change, nothing, NAME, runs, type Proposal } from "./changes.js";
import { workflows, type CiSystem, type Facts, type PackageManager } from "./facts.js";
import { inYaml } from "./hooks.js";

const NODE = 22;
const INSTALL: Readonly<Record<PackageManager, string>> = { npm: "npm ci", pnpm: "pnpm install --frozen-lockfile", yarn: "yarn install --immutable", bun: "bun install --frozen-lockfile" };

/** A job that lints what a pull request brings. Systems whose one file says which jobs run when are left to their owner. */
export function proposeCi(system: CiSystem, facts: Facts): Proposal {
  switch (system) {
    case "github":
      return ofGithub(facts);
    case "gitlab":
      return ofGitlab(facts);
    case "circleci":
    case "bitbucket":
    case "azure":
      return byHand(`docs/ci.md has a job for ${NAMES[system]} to put into its file.`);
  }
}

export const NAMES: Readonly<Record<CiSystem, string>> = { github: "GitHub Actions", gitlab: "GitLab CI", circleci: "CircleCI", bitbucket: "Bitbucket Pipelines", azure: "Azure Pipelines" };

function ofGithub(facts: Facts): Proposal {
  const file = ".github/workflows/migrations.yml";
  if (workflows(facts).some((text) => text.includes(NAME))) return nothing;
  const before = facts.read(file);
  if (before !== undefined) return byHand(`${file} is there and does something else: docs/ci.md has a job to put into it.`);
  const { packageManager, home } = facts;
  const cache = packageManager === "bun" ? [] : [`          cache: ${packageManager}`, ...(home === "" ? [] : [`          cache-dependency-path: ${home}`])];
  const setUp: Readonly<Record<PackageManager, readonly string[]>> = { npm: [], yarn: ["      - run: corepack enable"], pnpm: ["      - uses: pnpm/action-setup@v4"], bun: ["      - uses: oven-sh/setup-bun@v2"] };
  return change(file, before, [
    "name: migrations",
    "on: pull_request",
    "permissions:",
    "  contents: read",
    "jobs:",
    "  lint:",
    "    runs-on: ubuntu-latest",
    ...(home === "" ? [] : ["    defaults:", "      run:", `        working-directory: ${JSON.stringify(home)}`]),
    "    steps:",
    "      - uses: actions/checkout@v4",
    "        with:",
    "          fetch-depth: 2 # the merge commit and its parents: the base to compare with",
    ...setUp[packageManager],
    "      - uses: actions/setup-node@v4",
    "        with:",
    `          node-version: ${NODE}`,
    ...cache,
    `      - run: ${INSTALL[packageManager]}`,
    `      - run: ${runs(facts)}`,
    "",
  ].join("\n"));
}

function ofGitlab(facts: Facts): Proposal {
  const file = ".gitlab-ci.yml";
  const { packageManager, home } = facts;
  const setUp: Readonly<Record<PackageManager, readonly string[]>> = { npm: [], yarn: ["corepack enable"], pnpm: ["corepack enable"], bun: ["npm install --global bun"] };
  const job = {
    image: `node:${NODE}`,
    rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }],
    script: [
      ...(home === "" ? [] : [`cd ${home}`]),
      ...setUp[packageManager],
      INSTALL[packageManager],
      'git fetch --depth=1 origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"',
      `${runs(facts)} --format pretty --format gitlab=gl-code-quality-report.json`,
    ],
    artifacts: { when: "always", reports: { codequality: home === "" ? "gl-code-quality-report.json" : `${home}/gl-code-quality-report.json` } },
  };
  return inYaml(file, facts.read(file), (document) => document.set(NAME, document.createNode(job)), `docs/ci.md has a job to put into ${file}.`);
}
