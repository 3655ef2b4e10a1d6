/** Files that are not sent yet, in IndexedDB, so that a reload does not lose them. Without IndexedDB they live in this page only. */
export class Blobs {
  readonly #here = new Map<string, Blob>();
  #database?: Promise<IDBDatabase | undefined>;

  async put(id: string, blob: Blob): Promise<void> {
    this.#here.set(id, blob);
    await this.#run("readwrite", store => store.put(blob, id));
  }

  /** Undefined when it is not here any more, or cannot be read: then the copy that the browser made when it was put away may still be. */
  async get(id: string): Promise<Blob | undefined> {
    const here = this.#here.get(id);
    if (here && (await isReadable(here))) return here;
    const copy = (await this.#run("readonly", store => store.get(id))) as Blob | undefined;
    return copy && (await isReadable(copy)) ? copy : undefined;
  }

  async remove(ids: string[]): Promise<void> {
    for (const id of ids) {
      this.#here.delete(id);
      await this.#run("readwrite", store => store.delete(id));
    }
  }

  async clear(): Promise<void> {
    this.#here.clear();
    await this.#run("readwrite", store => store.clear());
  }

  async #run(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const database = await (this.#database ??= open());
    if (!database) return undefined;
    return new Promise(resolve => {
      try {
        const request = work(database.transaction("files", mode).objectStore("files"));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(undefined);
      } catch { resolve(undefined); }
    });
  }
}

/** A file that was changed, moved or deleted after it was picked is read no more, not even its first byte; nor is a folder. Sending it would look as if the server were away. */
async function isReadable(blob: Blob): Promise<boolean> {
  return blob.slice(0, 1).arrayBuffer().then(() => true, () => false);
}

function open(): Promise<IDBDatabase | undefined> {
  return new Promise(resolve => {
    try {
      const request = indexedDB.open("assistant", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("files");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    } catch { resolve(undefined); }
  });
}
