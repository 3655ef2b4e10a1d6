import { newId } from "../ids.ts";
import { addressOf } from "./addresses.ts";
import type { Blobs } from "./blobs.ts";

export interface DraftFile { id: string; name: string; blob: Blob; url?: string }

interface Listed { id: string; name: string }

/** Files that were added to a message which is not sent yet, kept over a reload. `place`: a conversation, or the name of a new one's draft. */
export class DraftFiles {
  readonly #told = new Set<string>();

  constructor(private readonly blobs: Blobs, private readonly storage: Storage | undefined = globalThis.localStorage) {}

  /** What is gone is told once by a page, and stays listed: it may be that it could not be read just now. */
  async load(place: string): Promise<{ files: DraftFile[]; gone: string[] }> {
    const listed = this.#listed(place);
    const { files } = await this.read(listed);
    const gone = listed.filter(each => !this.#told.has(each.id) && !files.some(file => file.id === each.id));
    for (const each of gone) this.#told.add(each.id);
    return { files, gone: gone.map(each => each.name) };
  }

  /** Those that are still here, and the names of those that the browser has thrown away. */
  async read(kept: Listed[]): Promise<{ files: DraftFile[]; gone: string[] }> {
    const files: DraftFile[] = [];
    const gone: string[] = [];
    for (const { id, name } of kept) {
      const blob = await this.blobs.get(id);
      if (blob) files.push({ id, name, blob, url: previewOf(blob) });
      else gone.push(name);
    }
    return { files, gone };
  }

  /** `had`: what this page has held until now. What another page holds in the same place stays. */
  save(place: string, files: DraftFile[], had: Listed[]): void {
    const removed = had.filter(each => !files.some(file => file.id === each.id));
    void this.blobs.remove(removed.map(each => each.id));
    for (const file of files) void this.blobs.put(file.id, file.blob);
    this.#list(place, [...files, ...this.#without([...files, ...removed], place)]);
  }

  /** The files of a message that is being put back are the draft's, whatever is opened before they have been read. */
  bring(place: string, files: Listed[]): void { this.#list(place, [...files, ...this.#without(files, place)]); }

  /** Those of a new conversation's draft are those of the one with this id now. */
  begun(draft: string, conversation: string, files: DraftFile[]): void {
    this.#list(draft, this.#without(files, draft));
    this.#list(conversation, files);
  }

  #without(files: Listed[], place: string): Listed[] { return this.#listed(place).filter(each => !files.some(file => file.id === each.id)); }

  #list(place: string, files: Listed[]): void {
    const key = this.#key(place);
    try {
      if (files.length > 0) this.storage?.setItem(key, JSON.stringify(files.map(({ id, name }) => ({ id, name }))));
      else this.storage?.removeItem(key);
    } catch { /* storage is full or forbidden: the files stay in this page */ }
  }

  #listed(place: string): Listed[] {
    try { return JSON.parse(this.storage?.getItem(this.#key(place)) ?? "[]") as Listed[]; } catch { return []; }
  }

  #key(place: string): string { return `assistant/files/${place}`; }
}

export function draftFile(name: string, blob: Blob): DraftFile {
  return { id: newId(), name, blob, url: previewOf(blob) };
}

function previewOf(blob: Blob): string | undefined {
  return blob.type.startsWith("image/") ? addressOf(blob) : undefined;
}
