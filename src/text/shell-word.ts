/**
 * A word of a command line. Double quotes where they mean the same to POSIX shells, PowerShell and cmd; text into which one of those would look even so is
 * quoted for POSIX shells alone.
 */
export function shellWord(text: string): string {
  if (/^[\w.:/+=-][\w.:/@+=-]*$/.test(text)) return text;
  return /["$`\\%!\p{Cc}]/u.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
