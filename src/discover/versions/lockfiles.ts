/** Reads the installed version of a package out of a lock file's text, by the few lines that name it; the newest where several are locked, undefined where none is. */
type Reader = (text: string, packageName: string, project: string) => string | undefined;

/**
 * Lock files by name. `project` is the project's folder relative to the lock file's, `.` for the same: pnpm, npm and bun say which version each workspace has.
 */
export const LOCKFILES: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["package-lock.json", npm],
  ["npm-shrinkwrap.json", npm],
  ["pnpm-lock.yaml", pnpm],
  ["yarn.lock", yarn],
  ["bun.lock", bun],
]);

function npm(text: string, packageName: string, project: string): string | undefined {
  const places: string[] = [];
  for (let folder = project === "." ? "" : `${project}/`; ; folder = folder.replace(/[^/]+\/$/, "")) {
    places.push(`${folder}node_modules/${packageName}`);
    if (folder === "") break;
  }
  for (const place of places) {
    const version = first(text, new RegExp(`"${escape(place)}"\\s*:\\s*\\{\\s*"version"\\s*:\\s*"([^"]+)"`));
    if (version !== undefined) return version;
  }
  // lockfileVersion 1: "dependencies": { "prisma": { "version": … } }
  return first(text, new RegExp(`"${escape(packageName)}"\\s*:\\s*\\{\\s*"version"\\s*:\\s*"([^"]+)"`));
}

/** `importers` → project → dependency → version; older files have `dependencies` at the top, `/prisma/4.0.0:` or `/prisma@5.0.0:` below `packages`. */
function pnpm(text: string, packageName: string, project: string): string | undefined {
  const name = escape(packageName);
  const dependency = new RegExp(`^ +['"]?${name}['"]?:(?:\\s*\\n(?:\\s+specifier:[^\\n]*\\n)?\\s+version:)? +['"]?(\\d[^\\s('"_]*)`, "m");
  // What a workspace does not depend on itself, it gets from the root's node_modules.
  for (const workspace of [project, "."]) {
    const own = importer(text, workspace);
    const version = own && first(own, dependency);
    if (version !== undefined && version !== "") return version;
  }
  return only(text, new RegExp(`^ +['"]?/?${name}[@/](\\d[^\\s:('"_/]*)[^\\n]*:[ \\t]*(?:\\{\\})?$`, "gm"));
}

function importer(text: string, project: string): string | undefined {
  const start = /^importers:[ \t]*\r?\n/m.exec(text);
  if (start === null) return text.slice(0, Math.max(text.search(/^packages:/m), 0));
  const rest = text.slice(start.index + start[0].length);
  const end = rest.search(/^\S/m);
  const section = end < 0 ? rest : rest.slice(0, end);
  const head = new RegExp(`^  ['"]?${escape(project)}['"]?:[ \\t]*$`, "m").exec(section);
  if (head === null) return undefined;
  const body = section.slice(head.index + head[0].length);
  const next = body.search(/^ {2}\S/m);
  return next < 0 ? body : body.slice(0, next);
}

/** Version 1: `prisma@^6.0.0:` then `version "6.1.0"`; berry: `"prisma@npm:^6.0.0":` then `version: 6.1.0`. */
function yarn(text: string, packageName: string): string | undefined {
  return only(text, new RegExp(`^"?(?:[^\\n]*, "?)?${escape(packageName)}@[^\\n]*:\\s*\\n\\s+version:? "?([^"\\s]+)`, "gm"));
}

/** `"prisma": ["prisma@6.1.0", …` */
function bun(text: string, packageName: string): string | undefined {
  return only(text, new RegExp(`"${escape(packageName)}"\\s*:\\s*\\[\\s*"${escape(packageName)}@([^"]+)"`, "g"));
}

function first(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** The version that all matches name; several different ones are no answer. */
function only(text: string, pattern: RegExp): string | undefined {
  const versions = new Set([...text.matchAll(pattern)].map((match) => match[1]));
  const [version] = versions;
  return versions.size === 1 ? version : undefined;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
