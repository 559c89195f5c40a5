import type { Environment } from "../model/environment.js";
import type { Bench } from "./bench.js";

/** A session as Prisma opens it, without what the statements before have set. */
export async function restore(bench: Bench, { defaultSchema, timeZone }: Environment): Promise<void> {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  await bench.exec("DISCARD TEMP");
  await bench.exec("RESET ALL");
  await bench.query(`SELECT set_config('search_path', quote_ident(${quoted(defaultSchema.value)}), false)`);
  if (timeZone.value !== undefined) await bench.query(`SELECT set_config('TimeZone', ${quoted(timeZone.value)}, false)`);
}
