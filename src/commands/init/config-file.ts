import { change, nothing, NAME, type Proposal } from "./changes.js";
import type { Facts } from "./facts.js";

/** The configuration, with nothing but the preset. Its import is of a type, so that it is read before anything is installed. */
export function proposeConfig({ config, hasTypeScript, home }: Facts, preset: "recommended" | "strict"): Proposal {
  if (config !== undefined) return nothing;
  const folder = home === "" ? "" : `${home}/`;
  return hasTypeScript
    ? change(`${folder}${NAME}.config.ts`, undefined, `import type { UserConfig } from "${NAME}";\n\nexport default {\n  extends: ["${preset}"],\n} satisfies UserConfig;\n`)
    : change(`${folder}${NAME}.config.mjs`, undefined, `/** @type {import("${NAME}").UserConfig} */\nexport default {\n  extends: ["${preset}"],\n};\n`);
}
