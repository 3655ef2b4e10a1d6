/** Files that are pasted or dropped anywhere on the page. */
export class Intake {
  #depth = 0;

  constructor(private readonly add: (files: File[]) => void, private readonly dragging: (over: boolean) => void) {}

  listen(): void {
    document.addEventListener("paste", event => this.#take(event, event.clipboardData));
    document.addEventListener("dragenter", event => this.#over(event, 1));
    document.addEventListener("dragleave", event => this.#over(event, -1));
    document.addEventListener("dragover", event => { if (holdsFiles(event.dataTransfer)) event.preventDefault(); });
    document.addEventListener("drop", event => {
      this.#depth = 0;
      this.dragging(false);
      this.#take(event, event.dataTransfer);
    });
  }

  #take(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.add(files);
  }

  #over(event: DragEvent, step: number): void {
    if (!holdsFiles(event.dataTransfer)) return;
    this.#depth = Math.max(0, this.#depth + step);
    this.dragging(this.#depth > 0);
  }
}

function holdsFiles(data: DataTransfer | null): boolean {
  return data?.types.includes("Files") ?? false;
}
