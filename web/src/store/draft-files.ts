import { newId } from "../ids.ts";
import { addressOf } from "./addresses.ts";
import type { Blobs } from "./blobs.ts";

export interface DraftFile { id: string; name: string; blob: Blob; url?: string }

interface Listed { id: string; name: string }

/** Files that were added to a message which is not sent yet, kept over a reload. */
export class DraftFiles {
  constructor(private readonly blobs: Blobs, private readonly storage: Storage | undefined = globalThis.localStorage) {}

  load(conversation: string | null): Promise<{ files: DraftFile[]; gone: string[] }> { return this.read(this.#listed(conversation)); }

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

  save(conversation: string | null, files: DraftFile[]): void {
    const gone = this.#listed(conversation).filter(each => !files.some(file => file.id === each.id));
    void this.blobs.remove(gone.map(each => each.id));
    for (const file of files) void this.blobs.put(file.id, file.blob);
    this.#list(conversation, files);
  }

  /** Those of the new conversation are those of the one with this id now. */
  begun(conversation: string, files: DraftFile[]): void {
    this.#list(null, []);
    this.#list(conversation, files);
  }

  #list(conversation: string | null, files: DraftFile[]): void {
    const key = this.#key(conversation);
    try {
      if (files.length > 0) this.storage?.setItem(key, JSON.stringify(files.map(({ id, name }) => ({ id, name }))));
      else this.storage?.removeItem(key);
    } catch { /* storage is full or forbidden: the files stay in this page */ }
  }

  #listed(conversation: string | null): Listed[] {
    try { return JSON.parse(this.storage?.getItem(this.#key(conversation)) ?? "[]") as Listed[]; } catch { return []; }
  }

  #key(conversation: string | null): string { return `assistant/files/${conversation ?? "new"}`; }
}

export function draftFile(name: string, blob: Blob): DraftFile {
  return { id: newId(), name, blob, url: previewOf(blob) };
}

function previewOf(blob: Blob): string | undefined {
  return blob.type.startsWith("image/") ? addressOf(blob) : undefined;
}
