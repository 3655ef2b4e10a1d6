import type { Block } from "../page-api.ts";

export interface Row { label?: number; cells: { text: string; header: boolean; span: number; column: number }[]; quoted: boolean }
export type Part =
  | { kind: "text"; text: string; level: number; mono: boolean; quoted: boolean }
  | { kind: "table"; rows: Row[]; quoted: boolean }
  | { kind: "place"; page?: number; slide?: number; sheet?: string };

/** Blocks around a quoted one as headings, paragraphs and tables; where a page, slide or sheet begins it says so. `at`: the quoted one, -1: none. */
export function partsOf(blocks: Block[], at: number): Part[] {
  const parts: Part[] = [];
  let place = "";
  blocks.forEach((block, i) => {
    const here = `${block.page ?? ""}/${block.slide ?? ""}/${block.sheet ?? ""}`;
    if (here !== place && here !== "//") parts.push({ kind: "place", page: block.page, slide: block.slide, sheet: block.sheet });
    place = here;
    const quoted = i === at;
    if (block.cell) addCell(parts, block, quoted);
    else parts.push({ kind: "text", text: block.text, level: block.level ?? 0, mono: block.role === "Code", quoted });
  });
  return parts;
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
