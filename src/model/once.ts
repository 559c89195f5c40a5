/** Gives what `work` gives, which runs when it is first asked for and never again. */
export function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => (done ??= { value: work() }).value;
}
