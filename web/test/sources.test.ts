import assert from "node:assert/strict";
import { test } from "node:test";
import { peaks, quotedBars } from "../src/audio/waveform.ts";
import type { Block } from "../src/page-api.ts";
import { cropAround } from "../src/sources/crop.ts";
import { partsOf } from "../src/sources/document.ts";
import { jpegDensity, widthInPoints } from "../src/sources/page-picture.ts";

test("crop: holds the box, keeps the frame's shape, never leaves the picture", () => {
  for (const box of [{ x0: 478, y0: 560, x1: 784, y1: 584 }, { x0: 0, y0: 0, x1: 30, y1: 12 }, { x0: 20, y0: 840, x1: 860, y1: 858 }]) {
    const view = cropAround(box, 860, 860, 0.69, 400);
    assert.ok(view.x0 <= box.x0 && view.x1 >= box.x1 && view.y0 <= box.y0 && view.y1 >= box.y1, JSON.stringify(view));
    assert.ok(view.x0 >= 0 && view.y0 >= 0 && view.x1 <= 860 && view.y1 <= 860);
    assert.ok(Math.abs((view.y1 - view.y0) / (view.x1 - view.x0) - 0.69) < 0.01);
  }
});

test("crop: a long screenshot without a box shows its top", () => {
  assert.deepEqual(cropAround(undefined, 400, 4000, 0.69, 400), { x0: 0, y0: 0, x1: 400, y1: 276 });
});

test("peaks: the loudest is 1, silence stays flat", () => {
  assert.deepEqual(peaks(Float32Array.from({ length: 800 }, (_, i) => (i < 400 ? 0.1 : -0.4)), 4).map(each => Number(each.toFixed(2))), [0.5, 0.5, 1, 1]);
  assert.deepEqual(peaks(new Float32Array(100), 4), [0, 0, 0, 0]);
  assert.deepEqual(peaks(new Float32Array(0), 2), [0, 0]);
});

test("quoted bars: at least one, never past the end", () => {
  assert.deepEqual(quotedBars(41, 46, 60, 60), [41, 46]);
  assert.deepEqual(quotedBars(59.9, 60.4, 60, 30), [29, 30]);
  assert.deepEqual(quotedBars(1, 2, 0, 30), [0, 0]);
});

const rows: Block[] = ["Item", "Lamp", "Paper"].flatMap((name, row) => [
  { text: name, role: "Cell", sheet: "Prices", row: row + 1, cell: { table: 0, row, column: 0, header: row === 0 } },
  { text: row === 0 ? "Price" : `${row * 10}`, role: "Cell", sheet: "Prices", row: row + 1, cell: { table: 0, row, column: 1, header: row === 0 } },
]);

test("parts: cells of a row stand together, the quoted row is marked, the sheet is named once", () => {
  const [place, table, ...rest] = partsOf(rows, 5);
  assert.deepEqual([place!.kind, table!.kind, rest.length], ["place", "table", 0]);
  assert.deepEqual(table!.kind === "table" && table!.rows.map(row => [row.cells.length, row.quoted]), [[2, false], [2, false], [2, true]]);
});

test("page: width in points from the header's whole dots an inch", () => {
  assert.ok(Math.abs(widthInPoints(1131, 1600, 136) - 595.1) < 0.3);
  assert.equal(Math.round(widthInPoints(1236, 1600, 145)), 612);
  assert.equal(widthInPoints(100, 100, 0), 0);
  assert.equal(jpegDensity(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, 0, 145, 0, 145, 0, 0])), 145);
  assert.equal(jpegDensity(Uint8Array.from([1, 2, 3])), 0);
});
