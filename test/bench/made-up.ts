/** Histories in which something is large, by what it is; each a list of migrations. */
export const madeUp: ReadonlyMap<string, readonly string[]> = new Map([
  ["1,000 tables", [tables(1000)]],
  ["10,000 tables", [lines(10_000, (at) => `CREATE TABLE "t${at}" ("id" TEXT NOT NULL);`)]],
  ["800 columns added to one table", ['CREATE TABLE "t" ("id" TEXT NOT NULL PRIMARY KEY);', lines(800, (at) => `ALTER TABLE "t" ADD COLUMN "c${at}" INTEGER;`)]],
  ["1,600 columns, 300 of them changed", [`CREATE TABLE "t" (${lines(1600, (at) => `${at === 0 ? "" : ", "}"c${at}" INTEGER`)});`, lines(300, (at) => `ALTER TABLE "t" ALTER COLUMN "c${at}" SET NOT NULL;`)]],
]);

/** As Prisma writes them. */
function tables(count: number): string {
  return lines(count, (at) => `CREATE TABLE "t${at}" ("id" SERIAL NOT NULL, "name" TEXT NOT NULL, "created" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "t${at}_pkey" PRIMARY KEY ("id"));`);
}

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join("\n");
}
