import { bytes } from "../i18n/format.ts";
import type { Strings } from "../i18n/index.ts";

export interface Limits { maxFileBytes: number; maxRecordingBytes: number; maxFiles: number }

const heardPiecewise = /\.(wav|flac|mp3|ogg|oga|opus|webm)$/i;

/** Sorts chosen files into those that can go with the message and sentences about those that cannot. */
export function admit(files: File[], already: number, limits: Limits, text: Strings, locale: string): { accepted: File[]; problems: string[] } {
  const accepted: File[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const most = heardPiecewise.test(file.name) ? limits.maxRecordingBytes : limits.maxFileBytes;
    if (file.size === 0) problems.push(text.fileEmpty(file.name));
    else if (file.size > most) problems.push(text.fileTooLarge(file.name, bytes(most, locale)));
    else if (already + accepted.length >= limits.maxFiles) {
      problems.push(text.tooManyFiles(limits.maxFiles));
      break;
    } else accepted.push(file);
  }
  return { accepted, problems };
}

/** A pasted screenshot is called "image.png" by every browser: names that tell two of them apart. */
export function nameOf(file: File, number: number): string {
  return /^image\.(png|jpe?g|webp|gif)$/i.test(file.name) && number > 1 ? file.name.replace(".", `-${number}.`) : file.name || "file";
}
