/** `a`, `a and b`, `a, b and c`. */
export const andJoined = (parts: readonly string[], word = "and"): string => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1) ?? ""}`);

/** `a`, `a or b`, `a, b or c`. */
export const orJoined = (parts: readonly string[]): string => andJoined(parts, "or");
