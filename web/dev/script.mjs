// What the mock server knows and says.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const samples = join(dirname(fileURLToPath(import.meta.url)), "../samples");
const day = 86_400_000;
const ago = ms => new Date(Date.now() - ms).toISOString();
const own = (id, text, at, attachments = []) => ({ type: "message", id, text, timestamp: at, from: { id: "dl_mock", role: "user" }, channelData: { clientActivityID: `c-${id}` }, attachments });
const said = (id, replyToId, text, at, answer, extra) => ({ type: "message", id, replyToId, text, timestamp: at, from: { id: "assistant", role: "bot" }, channelData: { answer: { found: true, model: "quotes", language: "en", citations: [], failures: [], ...answer } }, ...extra });
const url = (conversation, attachment) => `/api/page/conversations/${conversation}/attachments/${attachment}?t=t`;
const attached = (conversation, id, name, contentType, size) => ({ contentType, name, size, contentUrl: url(conversation, id), assistant: { attachmentId: id } });

const invoice = [
  { n: 1, kind: "image", source: "invoice.png", quote: "Amount due £813.36", supported: true, attachmentId: "f-invoice", box: [478, 560, 784, 584] },
  { n: 2, kind: "image", source: "invoice.png", quote: "Due date 11 April 2027", supported: true, attachmentId: "f-invoice", box: [643, 170, 738, 210] },
];
const call = { n: 3, kind: "audio", source: "voice-note.ogg", quote: "The delivery arrives on Thursday at nine thirty in the morning.", supported: true, attachmentId: "f-voice", start: 2.9, end: 6.6 };
const manual = { n: 4, kind: "document", source: "manual.md", quote: "Clean the filter once a week.", supported: false, attachmentId: "f-manual", heading: "Manual > Cleaning the filter", line: 12 };

export const history = {
  info: {
    name: "Assistant", version: "0.1", model: "quotes", limits: { maxFileBytes: 100_000_000, maxFiles: 20 },
    features: [
      { name: "pictures", available: true, detail: "PP-OCRv4" }, { name: "labels", available: false, detail: "CLIP", remedy: "Put the files of the model under models/clip." }, { name: "speech", available: true, detail: "Moonshine tiny" },
      { name: "audio", available: true, detail: "ffmpeg" }, { name: "documents", available: true }, { name: "embeddings", available: true, detail: "bge-small" }, { name: "languageModel", available: false, remedy: "Set Model:Endpoint to an OpenAI-compatible server." },
    ],
  },
  memory: {
    facts: [{ id: "f-1", subject: "user/home", label: "where you live", value: "Bergen", holds: true, learntAt: ago(2 * day), quote: "I moved to Bergen." }, { id: "f-2", subject: "user/home", label: "where you live", value: "Oslo", holds: false, until: ago(2 * day), learntAt: ago(90 * day), quote: "I live in Oslo." }],
    origins: [{ quote: "I moved to Bergen.", at: ago(2 * day) }],
    episodes: [{ id: "t-1", at: ago(2 * day), speaker: "user", source: "user", text: "I moved to Bergen." }],
  },
  async conversations(files) {
    files.set("f-invoice", { body: await readFile(join(samples, "invoice.png")), type: "image/png" });
    files.set("f-voice", { body: await readFile(join(samples, "voice-note.ogg")), type: "audio/ogg", blocks: [{ text: "The delivery arrives on Thursday at nine thirty in the morning.", role: "Segment", start: 2.9 }] });
    const text = await readFile(join(samples, "manual.md"), "utf8");
    files.set("f-manual", { body: Buffer.from(text), type: "text/markdown", blocks: text.split("\n").map((line, i) => ({ text: line.replace(/^#+ /, ""), role: "Paragraph", level: /^(#+) /.exec(line)?.[1].length, line: i + 1 })).filter(each => each.text) });
    const table = "| Item | Quantity | Unit price |\n|---|---|---:|\n| Desk lamp, oak | 6 | 38.50 |\n| Label printer | 1 | 129.00 |";
    return [
      { id: "demo", title: "Invoice from Larkspur", at: ago(60_000), activities: [
        own("a1", "What do we owe, and until when?", ago(300_000), [attached("demo", "f-invoice", "invoice.png", "image/png", 58_323)]),
        said("a2", "a1", `You owe **£813.36** [1], payable until **11 April 2027** [2].\n\n${table}`, ago(295_000), { citations: invoice }),
        own("a3", "", ago(200_000), [attached("demo", "f-voice", "voice-note.ogg", "audio/ogg", 37_961)]),
        own("a4", "When does the delivery arrive, and how do I clean the filter?", ago(190_000)),
        said("a5", "a4", "On **Thursday at nine thirty** [3]. Clean the filter once a week [4].", ago(180_000), { citations: [...invoice, call, manual], failures: [{ source: "february.pdf", problem: "passwordProtected", retryable: false }] }, { suggestedActions: { actions: [{ type: "imBack", title: "Who called?", value: "Who called?" }, { type: "imBack", title: "What is the VAT?", value: "What is the VAT?" }] } }),
      ] },
      ...[["Error on the packing station", 3 * 3_600_000], ["Lease letter, what changes in the second year and who pays", day], ["客户退货流程", day + 1000], ["Standup notes by voice", day + 2000], ["Price list spring 2027", 20 * day]].map(([title, back], i) => ({
        id: `old-${i}`, title, at: ago(back), activities: [own(`o${i}`, title, ago(back)), said(`p${i}`, `o${i}`, "Noted.", ago(back))] })),
    ];
  },
};

/** Progress steps, text and the answer's data for a message. */
export function answerFor({ text = "", attachments = [] }) {
  const pictures = attachments.filter(each => each.contentType.startsWith("image/")).length;
  const steps = pictures > 0 ? Array.from({ length: pictures + 1 }, (_, done) => ({ stage: "readingPictures", done, total: pictures, wait: 900 })) : attachments.length > 0 ? [0, 30, 60, 80].map(done => ({ stage: "listening", done, total: 185, wait: 500 })) : [{ stage: "searching", total: 14 }];
  const plain = { found: true, model: "quotes", language: "en", citations: [], failures: [] };
  const paragraph = "The delivery arrives on Thursday at nine thirty in the morning, and the north gate should be open by then. ";
  if (/slow/.test(text)) return { steps: [...steps, { stage: "thinking", wait: 400 }], text: `${paragraph.repeat(4)}\n\n`.repeat(8), answer: plain, pause: 40 };
  if (/fail/.test(text)) return { steps, text: "", answer: { ...plain, found: false, failure: { problem: "modelTimedOut", turnId: "7f3a-19", retryable: true } } };
  if (/code/.test(text)) return { steps, text: "Run this:\n\n```python\nfor line in open('orders.csv'):\n    print(line.split(','))  # a long comment that goes on and on so that the line must scroll inside of its own frame\n```\n\nThen look at `orders.csv`.", answer: plain };
  if (/unread/.test(text)) return { steps, text: "I could not read one of the files.", answer: { ...plain, found: false, failures: [{ source: "scan.heic", problem: "unsupported", detail: "HEIC", retryable: false }, { source: "long.mp3", problem: "timedOut", retryable: true }] } };
  if (/card/.test(text)) return { steps, text: "Here is the order.", answer: plain, extra: { attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }] } };
  return { steps, text: `You wrote **${text || "nothing"}** [1]. ${paragraph}`, answer: { ...plain, citations: [{ n: 1, kind: "memory", source: "This conversation", quote: text || "…", supported: true }] } };
}

const card = {
  type: "AdaptiveCard", version: "1.5", body: [
    { type: "TextBlock", text: "Order **4711**", size: "Medium", weight: "Bolder" }, { type: "FactSet", facts: [{ title: "Customer", value: "Tamsin & Rowe" }, { title: "Total", value: "£813.36" }] },
    { type: "Input.Text", id: "note", label: "Note", placeholder: "For the warehouse" }, { type: "Input.Toggle", id: "express", title: "Express" },
  ], actions: [{ type: "Action.Submit", title: "Confirm", style: "positive", data: { order: 4711 } }, { type: "Action.OpenUrl", title: "Open", url: "https://example.com/" }],
};
