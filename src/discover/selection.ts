/** Which migrations are reported. Never changes what they are compared with. */
export type Selection =
  | { readonly kind: "new" }
  | { readonly kind: "all" }
  | { readonly kind: "latest"; readonly count: number }
  | { readonly kind: "staged" }
  /** Those that the given paths name: files, folders, or migration names. A folder above a migration stands for its new ones. */
  | { readonly kind: "paths" };
