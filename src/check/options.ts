/** One option of a rule: its default, its JSON Schema and, through the default, its type. */
export interface Option<T> {
  readonly default: T;
  readonly schema: Readonly<Record<string, unknown>> & { readonly description: string };
}

export type OptionSet = Readonly<Record<string, Option<unknown>>>;
export type OptionValues<S extends OptionSet> = { readonly [K in keyof S]: S[K]["default"] };

export const flag = (description: string, value: boolean): Option<boolean> => ({
  default: value,
  schema: { type: "boolean", default: value, description },
});

/** Names or patterns in which `*` stands for any characters. */
export const patterns = (description: string, value: readonly string[] = []): Option<readonly string[]> => ({
  default: value,
  schema: { type: "array", items: { type: "string" }, uniqueItems: true, default: value, description },
});

export const count = (description: string, value: number): Option<number> => ({
  default: value,
  schema: { type: "integer", minimum: 0, default: value, description },
});
