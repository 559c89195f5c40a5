import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadExtended } from "../../src/discover/extended-configs.js";
import { tempProject, type Files } from "../support/temp-project.js";

async function extended(value: unknown, files: Files): Promise<unknown> {
  const root = tempProject(files);
  return Object.fromEntries(await loadExtended({ path: join(root, "prisma-migrate-lint.config.json"), file: "prisma-migrate-lint.config.json", value }));
}

const acme = {
  "node_modules/@acme/config/package.json": '{ "name": "@acme/config", "type": "module", "exports": { "import": "./index.js" } }',
  "node_modules/@acme/config/index.js": 'export default { extends: ["strict", "./base.js"], smallTableRows: 5 };',
  "node_modules/@acme/config/base.js": 'export default { extends: ["@acme/config"], smallTableRows: 6 };',
};

describe("what extends names", () => {
  it("is loaded with what it extends itself, once each, a circle too", async () => {
    expect(await extended({ extends: ["recommended", "@acme/config"] }, acme)).toEqual({
      "@acme/config": { extends: ["strict", "./base.js"], smallTableRows: 5 },
      "./base.js": { extends: ["@acme/config"], smallTableRows: 6 },
    });
  });

  it("may be one file beside the configuration, in TypeScript too", async () => {
    expect(await extended({ extends: "./shared.ts" }, { "shared.ts": "const rows: number = 7;\nexport default { smallTableRows: rows };" })).toEqual({ "./shared.ts": { smallTableRows: 7 } });
  });

  it.each([[undefined], [null], ["text"], [{}], [{ extends: 5 }], [{ extends: ["recommended", "strict", 5] }], [{ extends: ["recomended", "@acme/missing"] }]])("is nothing in %j", async (value) => {
    expect(await extended(value, {})).toEqual({});
  });

  it("and throws is an error that says where", async () => {
    await expect(extended({ extends: ["./broken.mjs"] }, { "broken.mjs": 'throw new Error("no luck today.\\nmore");' })).rejects.toMatchObject({
      message: 'prisma-migrate-lint.config.json: "./broken.mjs" in extends cannot be loaded: no luck today.',
      todo: "Correct or update ./broken.mjs.",
    });
  });
});
