export type Piece = { text: string } | { n: number };

/** A text with its [n] taken out, for those n that are sources. "[1][2]" and "[1, 2]" are two sources each; "【1】" is how Chinese models write them. */
export function splitCitations(text: string, known: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/ ?[[【](\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)[\]】]/g)) {
    const numbers = match[1]!.split(/[,，、]/).map(Number);
    if (!numbers.every(n => known.has(n))) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push(...numbers.map(n => ({ n })));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** The text as it is read aloud or put on the clipboard as plain words: without Markdown and numbers of sources. */
export function plain(markdown: string): string {
  return markdown
    .replace(/```[^\n]*\n([\s\S]*?)```/g, "$1")
    .replace(/ ?(?<!\\)[[【]\d{1,3}[\]】]/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, "")
    .replace(/^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$/gm, "")
    .replace(/\s*\|\s*/g, " ")
    .replace(/(?<!\\)(\*\*|__|\*|`|~~)/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .trim();
}

/** The sentences that are finished, in a text that still grows: what a screen reader is told. */
export function finishedSentences(text: string): string {
  const end = Math.max(...[...text.matchAll(/[.!?](?=\s)|[。！？](?!$)|\n\n/g)].map(match => match.index + match[0].length), 0);
  return text.slice(0, end);
}

/** As much of a text as is told in one go: its first whole sentences, else words. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const first = text.slice(0, most);
  return (finishedSentences(first) || first.replace(/\s\S*$/, "")).trim();
}
