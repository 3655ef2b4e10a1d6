// Draws the pages of our own question set with Chromium and writes its documents, each set with truth.jsonl, in the form of the data sets that the `ask` benchmarks read.
//   node tests/ask/render.mjs FOLDER      (fills FOLDER/screens and FOLDER/documents; CHROMIUM names another browser than "chromium")
// A page: a head of "name: value" lines, its HTML, and its questions: "Q: question | accepted ; accepted | words of its line, or of its row" and "N: question that it does not answer".
// A document (NAME.EXTENSION.ask): the same with its text, which Chromium prints for a pdf, and the place of the answer in the third part. Those with "use: measure" are for figures only: nobody fits weights to them, or mends by them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, dirname, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { tmpdir } from "node:os";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
if (!target) {
  console.error("Usage: node tests/ask/render.mjs FOLDER");
  process.exit(2);
}

const styles = {
  light: "body{background:#fff;color:#222}",
  dark: "body{background:#16181d;color:#e8e8e8}",
  serif: "body{background:#fdfbf5;color:#222;font-family:serif}",
  mono: "body{background:#fff;color:#111;font-family:monospace}",
  term: "body{background:#101418;color:#cfe8cf} pre{font-size:inherit;font-family:monospace;margin:0}",
  card: "body{background:#eef1f5;color:#222} .row{background:#fff;border-radius:10px;padding:12px 18px;margin:8px 0}",
  dialog: "body{background:#f3f3f3;color:#222;border:2px solid #888} h3{border-bottom:1px solid #ccc;padding-bottom:8px}",
  bubbles: "body{background:#ece5dd;color:#222} .me,.you{max-width:75%;padding:8px 12px;border-radius:12px;margin:8px 0} .me{background:#d6f5c6;margin-left:auto;width:fit-content} .you{background:#fff;width:fit-content}",
};
const common = `html,body{margin:0} body{padding:24px;box-sizing:border-box;min-height:100vh;font-family:sans-serif} h2,h3{margin:.4em 0}
  .row{display:flex;gap:28px;justify-content:space-between} .row>*{flex:1} .f small{display:block;opacity:.7} small{font-size:.85em} .muted{opacity:.75}
  .kv{display:grid;grid-template-columns:auto 1fr;gap:8px 24px} .kv>:nth-child(odd){opacity:.75} .wide{width:100%;border-collapse:collapse;margin:8px 0} td,th{padding:6px 8px;text-align:left;vertical-align:top} .r{text-align:right}
  .cal td,.cal th{border:1px solid #9994;min-width:90px} button{font:inherit;padding:6px 14px} input{font:inherit;padding:6px 8px;width:95%;box-sizing:border-box}`;

/** Runs in the page: every visual line with its box, fields of a form with their values. */
function lines() {
  const found = [];
  const block = (node) => { let e = node.parentElement; while (e && getComputedStyle(e).display.startsWith("inline") && e.tagName !== "BUTTON") e = e.parentElement; return e; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest("script,style")) continue;
    const range = document.createRange();
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const rect = range.getClientRects()[0];
      if (!rect || rect.width === 0) continue;
      const last = found.at(-1);
      const middle = (rect.top + rect.bottom) / 2;
      if (last && last.block === block(node) && middle > last.box[1] && middle < last.box[3]) {
        last.text += node.data[i];
        last.box = [Math.min(last.box[0], rect.left), Math.min(last.box[1], rect.top), Math.max(last.box[2], rect.right), Math.max(last.box[3], rect.bottom)];
      } else found.push({ block: block(node), text: node.data[i], box: [rect.left, rect.top, rect.right, rect.bottom] });
    }
  }
  for (const input of document.querySelectorAll("input")) {
    const r = input.getBoundingClientRect();
    found.push({ text: input.value, box: [r.left + 8, r.top + 4, r.left + 8 + input.value.length * 8, r.bottom - 4] });
  }
  const out = document.createElement("script");
  out.type = "application/json";
  out.id = "lines";
  out.textContent = JSON.stringify(found.map(({ text, box }) => ({ text: text.trim(), box: box.map((v) => Math.round(v * 10) / 10) })).filter((l) => l.text)).replaceAll("<", "\\u003c");
  document.body.append(out);
}

const inRow = (a, b) => (a.box[1] + a.box[3]) / 2 > b.box[1] && (a.box[1] + a.box[3]) / 2 < b.box[3];
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

function read(file) {
  const [head, ...rest] = readFileSync(file, "utf8").split(/^---\n/m);
  const asked = rest.pop().trim().split("\n");
  const settings = Object.fromEntries(head.trim().split("\n").map((line) => line.split(": ")));
  const [width, height] = (settings.size ?? "").split("x").map(Number);
  const questions = asked.filter((l) => l.startsWith("Q: ")).map((l) => l.slice(3).split(" | ")).map(([q, accepted, where]) => ({ q, answers: accepted.split(";").map((a) => a.trim()), where: where?.trim() }));
  return { settings, width, height, text: rest.join("---\n"), questions, unanswerable: asked.filter((l) => l.startsWith("N: ")).map((l) => l.slice(3)), ...(settings.use === "measure" ? { measured_only: true } : {}) };
}

function browse(page, ...options) {
  return execFileSync(process.env.CHROMIUM ?? "chromium", ["--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--force-device-scale-factor=1", `--window-size=${options.shift()}`, ...options, page], { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] });
}

const targetOf = (file) => file.replace(/\.page$/, ".png").replace(/\.ask$/, "");

/** A folder of the set; its files in the order of their names. What was drawn since its source last changed is kept. */
function each(kind, folder, extension, write) {
  mkdirSync(join(target, folder), { recursive: true });
  const list = join(target, folder, "truth.jsonl");
  const known = existsSync(list) ? readFileSync(list, "utf8").trim().split("\n").map((l) => JSON.parse(l)) : [];
  const truth = readdirSync(join(here, kind)).filter((f) => f.endsWith(extension)).sort().map((file) => {
    const source = join(here, kind, file);
    const drawn = known.find((t) => t.file === targetOf(file));
    return drawn && statSync(join(target, folder, drawn.file)).mtimeMs > statSync(source).mtimeMs ? drawn : write(file, read(source), join(target, folder));
  });
  writeFileSync(list, truth.map((t) => JSON.stringify(t)).join("\n") + "\n");
  console.log(`${truth.length} ${kind}, ${truth.flatMap((t) => t.questions).length} questions, ${truth.flatMap((t) => t.unanswerable).length} without an answer`);
}

function html(text) {
  const source = join(tmpdir(), `ask-page-${process.pid}.html`);
  writeFileSync(source, text);
  return `file://${source}`;
}

function writePage(file, { settings, width, height, text, questions, unanswerable, ...use }, folder) {
  const name = targetOf(file);
  const source = html(`<!doctype html><meta charset="utf-8"><style>${common}${styles[settings.style]}body{font-size:${settings.font}px}</style><body>${text}<script>(${lines})()</script>`);
  const size = `${width},${height}`;
  browse(source, size, `--screenshot=${join(folder, name)}`);
  const dom = browse(source, size, "--dump-dom");
  const found = JSON.parse(/<script type="application\/json" id="lines">(.*?)<\/script>/s.exec(dom)[1].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  if (found.some((l) => l.box[3] > height || l.box[2] > width)) faults.push(`${file}: its text does not fit`);
  return { file: name, lang: settings.lang, kind: settings.kind, ...use, width, height, lines: found, questions: questions.map((q) => ({ q: q.q, answers: q.answers, box_line: lineOf(q, found, file) })), unanswerable };
}

/** The line that holds the answer: the words after it name the line itself, or the row (or the tile) whose cell it is. */
function lineOf({ q, answers, where }, found, file) {
  const holds = (l) => answers.some((a) => plain(l.text).includes(plain(a)));
  const same = (l) => answers.some((a) => plain(l.text) === plain(a));
  const at = found.find((l) => where && plain(l.text) === plain(where)) ?? found.find((l) => where && plain(l.text).includes(plain(where)));
  const tries = !where ? [holds] : !at ? [] : [(l) => l === at && holds(l), (l) => inRow(l, at) && l !== at && same(l), (l) => inRow(l, at) && l !== at && holds(l), same];
  const line = tries.map((test) => found.findIndex(test)).find((i) => i >= 0) ?? -1;
  if (line < 0) faults.push(`${file}: no line holds the answer of "${q}"`);
  return line;
}

function writeDocument(file, { settings, text, questions, unanswerable, ...use }, folder) {
  const name = targetOf(file);
  if (extname(name) === ".pdf")
    browse(html(`<!doctype html><meta charset="utf-8"><body>${text}`), "900,1200", "--no-pdf-header-footer", `--print-to-pdf=${join(folder, name)}`);
  else writeFileSync(join(folder, name), text);
  for (const { q, answers } of questions)
    if (!answers.some((a) => plain(text).includes(plain(a))) && !answers.some((a) => /^(no|yes)$/.test(a))) faults.push(`${file}: nothing holds the answer of "${q}"`);
  return { file: name, lang: settings.lang, ...use, questions, unanswerable };
}

const faults = [];
each("pages", "screens", ".page", writePage);
each("documents", "documents", ".ask", writeDocument);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
