import { Lexer } from "marked";

/** A text in its top-level blocks, so that a growing answer redraws its last one only. Joined they are the text again. */
export function splitBlocks(markdown: string): string[] {
  const tokens = new Lexer({ gfm: true }).lex(closeFence(markdown));
  const definitions = tokens.filter(token => token.type === "def").map(token => token.raw).join("");
  return tokens.filter(token => token.type !== "space" && token.type !== "def").map(token => token.raw + definitions);
}

/** A code block whose end has not arrived yet is shown as code already. */
export function closeFence(markdown: string): string {
  let open: string | null = null;
  for (const line of markdown.split("\n")) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (!fence) continue;
    if (open === null) open = fence[1]!;
    else if (fence[1]!.startsWith(open) && fence[2]!.trim() === "") open = null;
  }
  return open === null ? markdown : `${markdown}\n${open}`;
}
