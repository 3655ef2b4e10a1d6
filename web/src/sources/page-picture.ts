import { addressOf, load } from "../store/addresses.ts";

const commonLongSides = [841.89, 792, 1008, 1190.55, 595.28, 1224, 540, 960, 405];

/** Width in points of a page that was rendered to a JPEG: its header tells whole dots an inch, and most pages are of a usual size, which tells the rest. */
export function widthInPoints(width: number, height: number, dotsPerInch: number): number {
  if (!(dotsPerInch > 0)) return 0;
  const long = Math.max(width, height);
  const most = (long * 72) / dotsPerInch;
  const least = (long * 72) / (dotsPerInch + 1);
  const points = commonLongSides.find(each => each >= least - 0.5 && each <= most + 0.5) ?? (most + least) / 2;
  return (points * width) / long;
}

/** Dots an inch in a JPEG's JFIF header; 0 when it has none. */
export function jpegDensity(bytes: Uint8Array): number {
  const jfif = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[3] === 0xe0 && bytes[6] === 0x4a;
  return jfif && bytes[13] === 1 ? bytes[14]! * 256 + bytes[15]! : 0;
}

export interface PagePicture { url: string; width: number }

/** Loads a rendered page; its width comes in points, the unit of the boxes on it. */
export async function loadPage(url: string): Promise<PagePicture> {
  const blob = await load(url);
  const density = jpegDensity(new Uint8Array(await blob.slice(0, 20).arrayBuffer()));
  const bitmap = await createImageBitmap(blob);
  const width = widthInPoints(bitmap.width, bitmap.height, density);
  bitmap.close();
  return { url: addressOf(blob), width };
}
