/** Files that are not sent yet, in IndexedDB, so that a reload does not lose them. Without IndexedDB they live in this page only. */
export class Blobs {
  readonly #here = new Map<string, Blob>();
  #database?: Promise<IDBDatabase | undefined>;

  async put(id: string, blob: Blob): Promise<void> {
    this.#here.set(id, blob);
    await this.#run("readwrite", store => store.put(blob, id));
  }

  async get(id: string): Promise<Blob | undefined> {
    return this.#here.get(id) ?? ((await this.#run("readonly", store => store.get(id))) as Blob | undefined);
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
