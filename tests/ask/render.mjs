// Draws the pages of our own question set with Chromium and writes them with truth.jsonl, in the form of the data sets that the `ask` benchmarks read.
//   node tests/ask/render.mjs FOLDER      (CHROMIUM names another browser than "chromium")
// A page: a head of "name: value" lines, its HTML, and its questions: "Q: question | accepted ; accepted | words of its line, or of its row" and "N: question that it does not answer".
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, dirname, basename } from "node:path";
import { fileURLToPath } from "node:url";
import { tmpdir } from "node:os";

const pages = join(dirname(fileURLToPath(import.meta.url)), "pages");
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
  const [head, html, asked] = readFileSync(join(pages, file), "utf8").split(/^---$/m);
  const settings = Object.fromEntries(head.trim().split("\n").map((line) => line.split(": ")));
  const [width, height] = settings.size.split("x").map(Number);
  const questions = asked.trim().split("\n").filter((l) => l.startsWith("Q: ")).map((l) => l.slice(3).split(" | "));
  return { settings, width, height, html, questions, unanswerable: asked.trim().split("\n").filter((l) => l.startsWith("N: ")).map((l) => l.slice(3)) };
}

function browse(page, ...options) {
  return execFileSync(process.env.CHROMIUM ?? "chromium", ["--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--force-device-scale-factor=1", `--window-size=${options.shift()}`, ...options, page], { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] });
}

mkdirSync(target, { recursive: true });
const truth = [], faults = [];
for (const file of readdirSync(pages).filter((f) => f.endsWith(".page")).sort()) {
  const page = read(file);
  const name = basename(file, ".page") + ".png";
  const source = join(tmpdir(), `ask-page-${process.pid}.html`);
  writeFileSync(source, `<!doctype html><meta charset="utf-8"><style>${common}${styles[page.settings.style]}body{font-size:${page.settings.font}px}</style><body>${page.html}<script>(${lines})()</script>`);
  const size = `${page.width},${page.height}`;
  browse(`file://${source}`, size, `--screenshot=${join(target, name)}`);
  const dom = browse(`file://${source}`, size, "--dump-dom");
  const found = JSON.parse(/<script type="application\/json" id="lines">(.*?)<\/script>/s.exec(dom)[1].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  const questions = page.questions.map(([q, accepted, where]) => {
    const answers = accepted.split(";").map((a) => a.trim());
    const holds = (l) => answers.some((a) => plain(l.text).includes(plain(a)));
    const same = (l) => answers.some((a) => plain(l.text) === plain(a));
    const at = found.find((l) => where && plain(l.text) === plain(where)) ?? found.find((l) => where && plain(l.text).includes(plain(where)));
    // The words name the line itself, or the row (or the tile) whose cell it is.
    const tries = !where ? [holds] : !at ? [] : [(l) => l === at && holds(l), (l) => inRow(l, at) && l !== at && same(l), (l) => inRow(l, at) && l !== at && holds(l), same];
    const line = tries.map((test) => found.findIndex(test)).find((i) => i >= 0) ?? -1;
    if (line < 0) faults.push(`${file}: no line holds the answer of "${q}"`);
    return { q, answers, box_line: line };
  });
  if (found.some((l) => l.box[3] > page.height || l.box[2] > page.width)) faults.push(`${file}: its text does not fit`);
  truth.push({ file: name, lang: page.settings.lang, kind: page.settings.kind, width: page.width, height: page.height, lines: found, questions, unanswerable: page.unanswerable });
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
writeFileSync(join(target, "truth.jsonl"), truth.map((t) => JSON.stringify(t)).join("\n") + "\n");
console.log(`${truth.length} pages, ${truth.flatMap((t) => t.questions).length} questions, ${truth.flatMap((t) => t.unanswerable).length} without an answer`);
