import type { SchemaArgument, SchemaAttribute, SchemaValue } from "./syntax-tree.js";

/** The first attribute of this name. */
export function attributeNamed(attributes: readonly SchemaAttribute[], name: string): SchemaAttribute | undefined {
  return attributes.find((attribute) => attribute.name.text === name);
}

/** Value of the argument with this name. Prisma allows one argument to stand without its name: `unnamed` says it is this one. */
export function argumentValue(
  args: readonly SchemaArgument[],
  name: string,
  unnamed: "may be unnamed" | "named" = "named",
): SchemaValue | undefined {
  const named = args.find((argument) => argument.name?.text === name);
  const found = named ?? (unnamed === "named" ? undefined : args.find((argument) => argument.name === null));
  return found?.value ?? undefined;
}

export function stringOf(value: SchemaValue | null | undefined): string | undefined {
  return value?.kind === "string" ? value.value : undefined;
}

export function pathOf(value: SchemaValue | null | undefined): string | undefined {
  return value?.kind === "path" ? value.text : undefined;
}

/** Strings of an array; a single string counts as an array of one, as in Prisma. */
export function stringsOf(value: SchemaValue | null | undefined): string[] {
  const strings: string[] = [];
  for (const item of itemsOf(value)) {
    const text = stringOf(item);
    if (text !== undefined) strings.push(text);
  }
  return strings;
}

/** Bare names of an array, or the single one. */
export function pathsOf(value: SchemaValue | null | undefined): string[] {
  const paths: string[] = [];
  for (const item of itemsOf(value)) {
    const text = pathOf(item);
    if (text !== undefined) paths.push(text);
  }
  return paths;
}

/** Items of an array; any other value stands for an array of one. */
export function itemsOf(value: SchemaValue | null | undefined): readonly SchemaValue[] {
  if (value === null || value === undefined) return [];
  return value.kind === "array" ? value.items : [value];
}
