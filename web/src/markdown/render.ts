import DOMPurify from "dompurify";
import { Marked } from "marked";
import { splitCitations } from "./citations.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

export interface CitationButton { n: number; label: string; doubtful: boolean }

// HTML in an answer is text that somebody wrote, and is shown as that; only line breaks, which models put into tables, are what they say.
// An escaped bracket stands apart from what follows it: a document's own "[1]" is no source of ours.
const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => text.replace(/<br\s*\/?>|[&<>]/gi, found => entities[found] ?? "<br>"),
    text: token => (token.type === "escape" && token.text === "[" ? "[<wbr>" : false),
  },
});
const allowed = {
  ALLOWED_TAGS: ["a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul", "input", "wbr"],
  ALLOWED_ATTR: ["href", "title", "align", "start", "class", "type", "checked", "disabled"],
  RETURN_DOM_FRAGMENT: true,
} as const;

/** Not yet sanitised. */
export function toHtml(markdown: string): string { return marked.parse(markdown, { async: false }); }

/** One Markdown block as safe nodes: sanitised, tables and code in frames that scroll, [n] as buttons. Pictures in the text are left out: nothing is loaded from elsewhere. */
export function renderBlock(markdown: string, citations: ReadonlyMap<number, CitationButton>): DocumentFragment {
  const fragment = DOMPurify.sanitize(toHtml(markdown), { ...allowed, ALLOWED_TAGS: [...allowed.ALLOWED_TAGS], ALLOWED_ATTR: [...allowed.ALLOWED_ATTR] });
  for (const link of fragment.querySelectorAll("a")) {
    if (!/^(?:https?:|mailto:|tel:)/i.test(link.getAttribute("href") ?? "")) link.removeAttribute("href");
    link.rel = "noopener noreferrer nofollow";
    link.target = "_blank";
  }
  for (const table of fragment.querySelectorAll("table")) frameTable(table);
  for (const pre of fragment.querySelectorAll("pre")) frameCode(pre);
  placeCitations(fragment, citations);
  return fragment;
}

function frameTable(table: HTMLTableElement): void {
  for (const cell of table.querySelectorAll("[align]")) {
    const align = cell.getAttribute("align");
    cell.classList.toggle("end", align === "right");
    cell.classList.toggle("center", align === "center");
    cell.removeAttribute("align");
  }
  const frame = document.createElement("div");
  frame.className = "scroll";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  table.replaceWith(frame);
  frame.append(table);
}

function frameCode(pre: HTMLPreElement): void {
  const frame = document.createElement("div");
  frame.className = "code";
  const header = document.createElement("header");
  const language = document.createElement("span");
  language.textContent = /language-([\w+#.-]+)/.exec(pre.firstElementChild?.className ?? "")?.[1] ?? "";
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "text-button";
  copy.dataset.copy = "";
  header.append(language, copy);
  pre.tabIndex = 0;
  pre.replaceWith(frame);
  frame.append(header, pre);
}

function placeCitations(root: DocumentFragment, citations: ReadonlyMap<number, CitationButton>): void {
  if (citations.size === 0) return;
  const known = new Set(citations.keys());
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement?.closest("code, pre, a")) texts.push(walker.currentNode as Text);
  for (const node of texts) {
    const pieces = splitCitations(node.data, known);
    if (pieces.every(piece => "text" in piece)) continue;
    node.replaceWith(...pieces.map(piece => ("text" in piece ? piece.text : citationButton(citations.get(piece.n)!))));
  }
}

function citationButton({ n, label, doubtful }: CitationButton): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = doubtful ? "cite doubtful" : "cite";
  button.dataset.n = String(n);
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-pressed", "false");
  button.textContent = String(n);
  return button;
}
