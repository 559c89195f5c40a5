/** Length in UTF-8. A lone surrogate counts three, as the replacement character that encoders write for it. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += characterBytes(character);
  return bytes;
}

/** The longest beginning of whole characters in so many UTF-8 bytes. */
export function clip(text: string, bytes: number): string {
  let left = bytes;
  let kept = "";
  for (const character of text) {
    left -= characterBytes(character);
    if (left < 0) return kept;
    kept += character;
  }
  return text;
}

function characterBytes(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
