import { bytes, list } from "../i18n/format.ts";
import type { Strings } from "../i18n/index.ts";

export interface Limits { maxFileBytes: number; maxRecordingBytes: number; maxFiles: number }

const heardPiecewise = /\.(wav|flac|mp3|ogg|oga|opus|webm)$/i;

/** Sorts chosen files into those that can go with the message and sentences about those that cannot. */
export function admit(files: File[], already: number, limits: Limits, text: Strings, locale: string): { accepted: File[]; problems: string[] } {
  const accepted: File[] = [];
  const problems: string[] = [];
  const left: string[] = [];
  for (const file of files) {
    const most = heardPiecewise.test(file.name) ? limits.maxRecordingBytes : limits.maxFileBytes;
    if (file.size === 0) problems.push(text.fileEmpty(file.name));
    else if (file.size > most) problems.push(text.fileTooLarge(file.name, bytes(most, locale)));
    else if (already + accepted.length >= limits.maxFiles) left.push(file.name);
    else accepted.push(file);
  }
  if (left.length > 0) problems.push(text.tooManyFiles(limits.maxFiles, named(left, text)));
  return { accepted, problems };
}

/** Names that tell files apart: every browser calls a pasted screenshot "image.png", and files of two folders may be called alike. */
export function toldApart<T extends { name: string }>(files: T[]): T[] {
  const taken = new Set<string>();
  return files.map(file => {
    let name = file.name || "file";
    for (let number = 2; taken.has(name); number++) name = (file.name || "file").replace(/(\.[^.]*)?$/, `-${number}$1`);
    taken.add(name);
    return name === file.name ? file : { ...file, name };
  });
}

/** The first ten by name: whoever drops a folder's hundreds knows which they were. */
function named(files: string[], text: Strings): string {
  return list(files.length > 10 ? [...files.slice(0, 10), text.more(files.length - 10)] : files, text);
}
