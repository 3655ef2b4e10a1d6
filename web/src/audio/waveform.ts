import { load } from "../store/addresses.ts";

/** Bars of a recording: the loudest sample of each of `bars` equal stretches, scaled so that the loudest of all is 1. Silence stays flat. */
export function peaks(samples: Float32Array, bars: number): number[] {
  const heights = new Array<number>(bars).fill(0);
  if (samples.length === 0) return heights;
  const stretch = samples.length / bars;
  for (let bar = 0; bar < bars; bar++) {
    const end = Math.min(samples.length, Math.floor((bar + 1) * stretch));
    for (let i = Math.floor(bar * stretch); i < end; i++) heights[bar] = Math.max(heights[bar]!, Math.abs(samples[i]!));
  }
  const loudest = Math.max(...heights);
  return loudest < 0.01 ? heights.fill(0) : heights.map(height => Math.sqrt(height / loudest));
}

/** First and last bar (exclusive) that lie in the quoted seconds; at least one. */
export function quotedBars(start: number, end: number, duration: number, bars: number): [number, number] {
  if (!(duration > 0)) return [0, 0];
  const first = Math.min(bars - 1, Math.max(0, Math.floor((start / duration) * bars)));
  return [first, Math.max(first + 1, Math.min(bars, Math.ceil((end / duration) * bars)))];
}

const known = new Map<string, Promise<Sound | undefined>>();
// A voice note of minutes. What is decoded takes ten times its bytes and more: an hour would take a phone's page down.
const largest = 2_000_000;

export interface Sound { heights: number[]; duration: number }

/** Decodes a recording at a low rate for its bars; undefined when it is too large for that or the browser cannot. */
export function soundOf(url: string, bars: number): Promise<Sound | undefined> {
  const key = `${bars} ${url}`;
  let sound = known.get(key);
  if (!sound) known.set(key, (sound = decode(url, bars).catch(() => undefined)));
  return sound;
}

async function decode(url: string, bars: number): Promise<Sound | undefined> {
  const blob = await load(url, largest);
  if (blob.size > largest) return undefined;
  const data = await blob.arrayBuffer();
  const buffer = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(data);
  return { heights: peaks(buffer.getChannelData(0), bars), duration: buffer.duration };
}
