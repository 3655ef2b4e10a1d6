/** Files that are pasted or dropped anywhere on the page. */
export class Intake {
  #depth = 0;

  /** `open`: nothing lies over the page, so that a paste means the message. */
  constructor(private readonly add: (files: File[], folders: string[]) => void, private readonly dragging: (over: boolean) => void, private readonly open: () => boolean) {}

  listen(): void {
    document.addEventListener("paste", event => this.#paste(event));
    document.addEventListener("dragenter", event => this.#over(event, 1));
    document.addEventListener("dragleave", event => this.#over(event, -1));
    document.addEventListener("dragover", event => { if (holdsFiles(event.dataTransfer)) event.preventDefault(); });
    document.addEventListener("drop", event => {
      this.#depth = 0;
      this.dragging(false);
      const { files, folders } = dropped(event.dataTransfer);
      if (files.length + folders.length > 0) this.#take(event, files, folders);
    });
  }

  #paste(event: ClipboardEvent): void {
    const files = event.clipboardData && this.open() && meansMessage(event.composedPath()) ? pasted(event.clipboardData) : [];
    if (files.length > 0) this.#take(event, files, []);
  }

  #take(event: Event, files: File[], folders: string[]): void {
    event.preventDefault();
    this.add(files, folders);
  }

  #over(event: DragEvent, step: number): void {
    if (!holdsFiles(event.dataTransfer)) return;
    this.#depth = Math.max(0, this.#depth + step);
    this.dragging(this.#depth > 0);
  }
}

/** The message field, or no field at all. */
function meansMessage(path: EventTarget[]): boolean {
  const [target] = path as HTMLElement[];
  return !target?.matches?.("input, textarea, [contenteditable]") || path.some(each => (each as HTMLElement).localName === "message-composer");
}

/**
 * The files of a clipboard, unless it holds text that is meant: Word, Excel and PowerPoint put a picture of the text beside it. A picture copied in a browser comes with its HTML and without text,
 * a file copied in a file manager with its name or path as text. Rows and columns copied from a spreadsheet are a file too: in one, a place can be cited, and the question stays readable.
 */
export function pasted(data: Pick<DataTransfer, "files" | "getData" | "types">): File[] {
  const files = [...data.files];
  const copied = data.getData("text/plain");
  const text = copied.trim();
  if (text === "") return files;
  if (/<table\b/i.test(data.getData("text/html")) && isRange(copied)) return [new File([copied], "table.tsv", { type: "text/tab-separated-values" })];
  const isRich = data.types.includes("text/html") || data.types.includes("text/rtf");
  const isNames = text.split(/\r?\n/).every(line => files.some(file => line.trim() === file.name || line.trim().endsWith(`/${file.name}`) || line.trim().endsWith(`\\${file.name}`)));
  return isNames && !isRich ? files : [];
}

/** Two rows and two columns at least, as spreadsheets copy them: every row with all of its cells. */
function isRange(text: string): boolean {
  const tabs = text.replace(/\r?\n$/, "").split(/\r?\n/).map(row => row.split("\t").length - 1);
  return tabs.length > 1 && tabs[0]! > 0 && tabs.every(each => each === tabs[0]);
}

/** A folder comes as a file that cannot be read: its name is told instead. */
export function dropped(data: DataTransfer | null): { files: File[]; folders: string[] } {
  const [files, folders]: [File[], string[]] = [[], []];
  for (const item of data?.items ?? []) {
    if (item.kind !== "file") continue;
    const file = item.getAsFile();
    if (item.webkitGetAsEntry?.()?.isDirectory) folders.push(file?.name ?? "");
    else if (file) files.push(file);
  }
  return { files, folders };
}

function holdsFiles(data: DataTransfer | null): boolean {
  return data?.types.includes("Files") ?? false;
}
