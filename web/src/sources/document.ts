import type { Citation } from "../model.ts";
import type { Block } from "../page-api.ts";

export interface Row { label?: number; cells: { text: string; header: boolean; span: number; column: number }[]; quoted: boolean }
export type Part =
  | { kind: "text"; text: string; level: number; mono: boolean; quoted: boolean }
  | { kind: "table"; rows: Row[]; quoted: boolean }
  | { kind: "place"; page?: number; slide?: number; sheet?: string };

const around = 60;

/** The document around the quoted place, as headings, paragraphs and tables; where a page, slide or sheet begins it says so. */
export function partsAround(blocks: Block[], citation: Citation): Part[] {
  const at = quotedBlock(blocks, citation);
  const first = Math.max(0, at - around);
  const chosen = blocks.slice(first, Math.max(at, 0) + around * 2);
  const parts: Part[] = [];
  let place = "";
  chosen.forEach((block, i) => {
    const here = `${block.page ?? ""}/${block.slide ?? ""}/${block.sheet ?? ""}`;
    if (here !== place && here !== "//") parts.push({ kind: "place", page: block.page, slide: block.slide, sheet: block.sheet });
    place = here;
    const quoted = first + i === at;
    if (block.cell) addCell(parts, block, quoted);
    else parts.push({ kind: "text", text: block.text, level: block.level ?? 0, mono: block.role === "Code", quoted });
  });
  return parts;
}

/** The block that the citation means: at its place and with its words; failing that the first with its words, or the first at its place. */
export function quotedBlock(blocks: Block[], citation: Citation): number {
  const quote = squeeze(citation.quote);
  const here = (block: Block) =>
    (citation.page === undefined || block.page === citation.page) && (citation.sheet === undefined || block.sheet === citation.sheet) &&
    (citation.slide === undefined || block.slide === citation.slide) && (citation.row === undefined || block.row === undefined || block.row === citation.row) &&
    (citation.line === undefined || block.line === undefined || block.line === citation.line);
  const says = (block: Block) => squeeze(block.text).includes(quote) || (block.text.trim().length > 1 && quote.includes(squeeze(block.text)));
  const exact = blocks.findIndex(block => here(block) && squeeze(block.text).includes(quote));
  if (exact >= 0) return exact;
  const near = blocks.findIndex(block => here(block) && says(block));
  if (near >= 0) return near;
  const anywhere = blocks.findIndex(block => squeeze(block.text).includes(quote));
  return anywhere >= 0 ? anywhere : blocks.findIndex(here);
}

function addCell(parts: Part[], block: Block, quoted: boolean): void {
  const cell = block.cell!;
  const last = parts.at(-1);
  const table = last?.kind === "table" ? last : undefined;
  const target = table ?? { kind: "table" as const, rows: [], quoted: false };
  if (!table) parts.push(target);
  let row = target.rows.at(-1);
  if (!row || (row as Row & { index?: number }).index !== cell.row) {
    row = Object.assign({ label: block.row, cells: [], quoted: false }, { index: cell.row });
    target.rows.push(row);
  }
  row.cells.push({ text: block.text, header: cell.header === true, span: cell.columnSpan ?? 1, column: cell.column });
  row.quoted ||= quoted;
  target.quoted ||= quoted;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/\s+/g, "");
}
