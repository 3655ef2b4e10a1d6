/** What is sent of what stands in the field: nothing blank around it. A cell of a pasted table may be empty, so that blanks in the first and last line of one count. */
export function messageText(typed: string): string {
  if (!typed.includes("\t")) return typed.trim();
  const first = typed.lastIndexOf("\n", typed.length - typed.trimStart().length) + 1;
  const end = typed.indexOf("\n", typed.trimEnd().length);
  return typed.slice(first, end < 0 ? undefined : end);
}
