import type { Box } from "../model.ts";

/** The part of a picture that is shown around a marked box: wide enough to see where it stands, narrow enough to read, never past the edges. `ratio` = height / width of the frame. */
export function cropAround(box: Box | undefined, width: number, height: number, ratio: number, frame: number): Box {
  const whole = { x0: 0, y0: 0, x1: width, y1: Math.min(height, width * ratio) };
  if (!box || width <= 0 || height <= 0) return whole;
  const boxWidth = box.x1 - box.x0;
  const boxHeight = box.y1 - box.y0;
  const legible = frame * Math.max(0.7, Math.min(3, boxHeight / 22));
  const wide = Math.min(width, Math.max(boxWidth * 1.25, legible, (boxHeight * 1.6) / ratio));
  const tall = Math.min(height, wide * ratio);
  const x0 = clamp((box.x0 + box.x1) / 2 - wide / 2, width - wide);
  const y0 = clamp((box.y0 + box.y1) / 2 - tall * 0.6, height - tall);
  return { x0, y0, x1: x0 + wide, y1: y0 + tall };
}

/** A little air around the words. */
export function padded(box: Box, width: number, height: number): Box {
  const by = Math.max(3, (box.y1 - box.y0) * 0.18);
  return { x0: Math.max(0, box.x0 - by), y0: Math.max(0, box.y0 - by), x1: Math.min(width, box.x1 + by), y1: Math.min(height, box.y1 + by) };
}

function clamp(value: number, highest: number): number {
  return Math.max(0, Math.min(highest, value));
}
