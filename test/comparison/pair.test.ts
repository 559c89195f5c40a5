import { join } from "node:path";
import { expect, test } from "vitest";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { lintCorpus } from "./linted-migrations.js";
import { pair } from "./pair.js";
import { runSquawk } from "./squawk.js";

const first = `CREATE TABLE "Shop" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Shop_pkey" PRIMARY KEY ("id"));
`;
const second = `CREATE TABLE "Item" ("id" INTEGER NOT NULL, "size" TEXT NOT NULL, CONSTRAINT "Item_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Item" DROP COLUMN "size";
ALTER TABLE "Shop" ALTER COLUMN "name" DROP NOT NULL;
ALTER TABLE "Shop" ADD COLUMN "level" INTEGER NOT NULL DEFAULT -1;
CREATE INDEX "Shop_name_idx" ON "Shop"("name");
DO $$ BEGIN CREATE INDEX "Shop_level_idx" ON "Shop"("level"); END $$;
`;

test("what one of the two says is paired with what the other says of the same lines, and silence gets its reason", async () => {
  const corpus = tempProject({
    "shop/prisma/schema.prisma": POSTGRESQL,
    "shop/prisma/migrations/migration_lock.toml": LOCK,
    "shop/prisma/migrations/1_shop/migration.sql": first,
    "shop/prisma/migrations/2_item/migration.sql": second,
  });
  const migrations = await lintCorpus(corpus);
  expect(migrations.map(({ file }) => file)).toEqual(["1_shop", "2_item"].map((name) => join(corpus, "shop/prisma/migrations", name, "migration.sql")));
  const [, item] = migrations;
  if (!item) throw new Error("no second migration");
  const diagnostics = runSquawk([item.file]);
  const shown = (rule: string): unknown => {
    const { both, squawkOnly, oursOnly } = pair(item, diagnostics, rule);
    return {
      both: both.map(({ firstLine }) => firstLine),
      squawkOnly: squawkOnly.map(({ diagnostic, silence }) => `${diagnostic.firstLine} ${silence}`),
      oursOnly: oursOnly.map((finding) => `${finding.rule} ${item.replayed.migration.source.position(finding.span.start).line}`),
    };
  };
  expect(shown("require-concurrent-index-creation")).toEqual({ both: [5], squawkOnly: [], oursOnly: ["require-concurrent-index 6"] });
  expect(shown("ban-drop-column")).toEqual({ both: [], squawkOnly: ["2 new table"], oursOnly: [] });
  expect(shown("ban-drop-not-null")).toEqual({ both: [], squawkOnly: ["3 strict"], oursOnly: [] });
  expect(shown("adding-field-with-default")).toEqual({ both: [], squawkOnly: ["4 unexplained"], oursOnly: [] });
});
