import assert from "node:assert/strict";
import { test } from "node:test";
import { dropped, Intake, pasted } from "../src/intake.ts";

const picture = { name: "image.png", type: "image/png" } as File;
const clipboard = (held: Record<string, string>, files: File[]) => ({ files, types: [...Object.keys(held), ...(files.length > 0 ? ["Files"] : [])], getData: (type: string) => held[type] ?? "" }) as unknown as DataTransfer;

test("paste: text that Office puts beside its picture is text; pictures and copied files are files", () => {
  assert.deepEqual(pasted(clipboard({ "text/plain": "Total\t12", "text/html": "<table>", "text/rtf": "{}" }, [picture])), []);
  assert.deepEqual(pasted(clipboard({ "text/plain": "some words" }, [picture])), []);
  assert.deepEqual(pasted(clipboard({}, [picture])), [picture]);
  assert.deepEqual(pasted(clipboard({ "text/html": "<img>" }, [picture])), [picture]);
  const copied = [{ name: "a.pdf" }, { name: "b.pdf" }] as File[];
  assert.deepEqual(pasted(clipboard({ "text/plain": "/home/me/a.pdf\n/home/me/b.pdf" }, copied)), copied);
  assert.deepEqual(pasted(clipboard({ "text/plain": "a.pdf\nb.pdf" }, copied)), copied);
});

test("paste: rows and columns of a spreadsheet are a file, a list of lines or a row of cells is text", async () => {
  const copied = (text: string, html = "<html><table><tr><td>") => pasted(clipboard({ "text/plain": text, "text/html": html }, [picture]));
  const [range, ...rest] = copied("Item\tPrice\r\nChair\t40\r\nLamp\t\r\n");
  assert.deepEqual([range?.name, range?.type, rest.length, await range?.text()], ["table.tsv", "text/tab-separated-values", 0, "Item\tPrice\r\nChair\t40\r\nLamp\t\r\n"]);
  assert.deepEqual(copied("Total\t12"), []);
  assert.deepEqual(copied("Chair\nLamp"), []);
  assert.deepEqual(copied("Chair\t40\nand what else?"), []);
  // Pasted without its looks, as a person chooses who wants the text.
  assert.deepEqual(pasted(clipboard({ "text/plain": "Item\tPrice\nChair\t40" }, [])), []);
  assert.deepEqual(copied("a\tb\nc\td", "<pre>a b</pre>"), []);
});

test("paste: into the message field or no field, and not under a dialog", () => {
  const listeners = new Map<string, (event: unknown) => void>();
  Object.defineProperty(globalThis, "document", { value: { addEventListener: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener) }, configurable: true });
  let [open, added] = [true, 0];
  new Intake(() => added++, () => {}, () => open).listen();
  const paste = (...path: string[]) => {
    added = 0;
    let prevented = false;
    const elements = path.map(localName => ({ localName, matches: () => localName === "input" || localName === "textarea" }));
    listeners.get("paste")!({ clipboardData: clipboard({}, [picture]), composedPath: () => elements, preventDefault: () => { prevented = true; } });
    return [added, prevented];
  };
  assert.deepEqual(paste("textarea", "form", "message-composer", "body"), [1, true]);
  assert.deepEqual(paste("body"), [1, true]);
  assert.deepEqual(paste("input", "div", "conversation-rail", "body"), [0, false]);
  open = false;
  assert.deepEqual(paste("body"), [0, false]);
});

test("a dropped folder is told by its name, the files beside it are taken", () => {
  const item = (name: string, isDirectory: boolean) => ({ kind: "file", getAsFile: () => ({ name }), webkitGetAsEntry: () => ({ isDirectory }) });
  const { files, folders } = dropped({ items: [item("photos", true), item("a.png", false), { kind: "string" }] } as unknown as DataTransfer);
  assert.deepEqual([files.map(each => each.name), folders], [["a.png"], ["photos"]]);
});
