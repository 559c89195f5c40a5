import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";

const updates = process.env["UPDATE"] === "1";

/** The file must hold exactly this text; `UPDATE=1` writes it instead. */
export function expectFile(path: string, text: string): void {
  if (updates) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : `${path} is missing`).toBe(text);
}

/** The file must hold exactly this text between `<!-- name -->` and `<!-- /name -->`; `UPDATE=1` writes it instead. */
export function expectPart(path: string, name: string, text: string): void {
  const whole = readFileSync(path, "utf8");
  const begin = `<!-- ${name} -->\n`;
  const from = whole.indexOf(begin);
  const to = whole.indexOf(`<!-- /${name} -->`);
  if (from === -1 || to < from) throw new Error(`${path} has no lines <!-- ${name} --> and <!-- /${name} -->`);
  expectFile(path, whole.slice(0, from + begin.length) + text + whole.slice(to));
}
