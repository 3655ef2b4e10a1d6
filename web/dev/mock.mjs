// A server for working on the page without the product: `node build.mjs --watch & node dev/mock.mjs [port]`.
// It speaks what docs/page-api.md says, keeps everything in memory, and answers from a script: "slow" streams long, "fail" fails, "table", "code", "card", "unread" show such answers.
import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { answerFor, history } from "./script.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../src/Assistant.Server/wwwroot");
const port = Number(process.argv[2] ?? 5199);
const conversations = new Map();
const files = new Map();
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".ogg": "audio/ogg", ".md": "text/markdown", ".json": "application/json" };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html dompurify";

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = await route(request.method, url, request, Buffer.concat(chunks)).catch(error => ({ status: 500, json: { error: { message: String(error.stack) } } }));
  const body = answer.body ?? (answer.json === undefined ? "" : JSON.stringify(answer.json));
  response.writeHead(answer.status ?? 200, { "content-type": answer.type ?? "application/json", "cache-control": "no-store", ...(answer.type?.startsWith("text/html") ? { "content-security-policy": policy } : {}) });
  response.end(body);
});

async function route(method, url, request, body) {
  const path = url.pathname;
  const json = () => JSON.parse(body.toString() || "{}");
  if (path === "/api/page/session") return { json: { userId: "dl_mock", token: "t", expires_in: 1800 } };
  if (path === "/api/page/info") return { json: history.info };
  if (path === "/api/page/conversations") return { json: { conversations: listed("") } };
  if (path === "/api/page/conversations/search") return { json: { conversations: listed(json().search) } };
  if (path === "/api/page/memory/episodes") return { json: { items: history.memory.episodes, more: false } };
  if (path.startsWith("/api/page/memory/facts/")) return method === "GET" ? { json: { origins: history.memory.origins } } : { status: 204 };
  if (path.startsWith("/api/page/memory")) return method === "GET" ? { json: { available: true, paused: false, facts: history.memory.facts } } : { status: 204 };
  let match = /^\/api\/page\/conversations\/([^/]+)(?:\/(.*))?$/.exec(path);
  if (match) return page(method, match[1], match[2] ?? "", json);
  if (path === "/v3/directline/conversations") return { status: 201, json: grant(conversation(randomUUID()).id) };
  match = /^\/v3\/directline\/conversations\/([^/]+)(?:\/(.*))?$/.exec(path);
  if (match) return directLine(method, match[1], match[2] ?? "", url, request, body, json);
  if (method !== "GET") return { status: 404 };
  const file = normalize(path === "/" ? "/index.html" : path);
  return readFile(join(root, file)).then(content => ({ body: content, type: types[extname(file)] ?? "application/octet-stream" }), () => ({ status: 404 }));
}

function page(method, id, rest, json) {
  const kept = conversations.get(id);
  if (!kept) return { status: 404 };
  if (rest === "waiting") return { json: { activities: kept.running ? [kept.running] : [] } };
  if (rest === "stop") { kept.stopped = true; return { status: 204 }; }
  if (method === "DELETE") { conversations.delete(id); return { status: 204 }; }
  if (method === "PATCH") { kept.title = json().title; return { status: 204 }; }
  const file = files.get(/^attachments\/([^/]+)/.exec(rest)?.[1]);
  if (!file) return { status: 404 };
  if (rest.endsWith("/text")) return { json: { blocks: file.blocks ?? [] } };
  return { body: file.body, type: file.type };
}

function directLine(method, id, rest, url, request, body, json) {
  const kept = conversations.get(id);
  if (!kept) return { status: 404 };
  if (rest === "") return { json: grant(id, url.searchParams.get("watermark")) };
  if (method === "GET") return { json: { activities: kept.activities, watermark: String(kept.activities.length) } };
  const activity = rest.startsWith("upload") ? fromForm(request, body, id) : json();
  if (activity.type === "event") { kept.stopped = true; return { json: { id: "stop" } }; }
  const known = kept.activities.find(each => each.channelData?.clientActivityID === activity.channelData.clientActivityID);
  if (known) return { json: { id: known.id } };
  const own = { ...activity, id: randomUUID(), timestamp: new Date().toISOString(), from: { id: "dl_mock", role: "user" } };
  kept.title ||= own.text || own.attachments?.[0]?.name || "";
  add(kept, own);
  void reply(kept, own);
  return { json: { id: own.id } };
}

function fromForm(request, body, id) {
  const boundary = /boundary=(.+)$/.exec(request.headers["content-type"])[1];
  let activity = {};
  const attachments = [];
  for (const part of body.toString("latin1").split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf("\r\n\r\n");
    const head = Buffer.from(part.slice(0, end), "latin1").toString();
    const content = Buffer.from(part.slice(end + 4, -2), "latin1");
    const type = /content-type: *([^\r\n]+)/i.exec(head)?.[1] ?? "";
    if (type.includes("activity")) { activity = JSON.parse(content.toString()); continue; }
    const attachmentId = randomUUID();
    files.set(attachmentId, { body: content, type });
    attachments.push({ contentType: type, name: /filename="([^"]*)"/.exec(head)?.[1], size: content.length, contentUrl: `/api/page/conversations/${id}/attachments/${attachmentId}?t=t`, assistant: { attachmentId } });
  }
  return { ...activity, attachments };
}

async function reply(kept, own) {
  kept.running = own.id;
  await turn(kept, own).finally(() => { if (kept.running === own.id) kept.running = undefined; });
}

async function turn(kept, own) {
  kept.stopped = false;
  const typing = data => send(kept, { activities: [{ type: "typing", from: { id: "assistant", role: "bot" }, replyToId: own.id, ...data }] });
  const { steps, text, answer, extra, pause } = answerFor(own);
  for (const progress of steps) {
    typing({ channelData: { streamType: "informative", progress } });
    await wait(progress.wait ?? 350);
    if (kept.stopped) return typing({ channelData: { streamType: "final", stopped: true } });
  }
  for (let end = 12; end < text.length; end += 12) {
    typing({ text: text.slice(0, end), channelData: { streamType: "streaming" } });
    await wait(pause ?? 30);
    if (kept.stopped) return typing({ channelData: { streamType: "final", stopped: true } });
  }
  add(kept, { type: "message", id: randomUUID(), timestamp: new Date().toISOString(), from: { id: "assistant", role: "bot" }, replyToId: own.id, text, channelData: { streamType: "final", answer }, ...extra });
}

function add(kept, activity) {
  kept.activities.push(activity);
  send(kept, { activities: [activity], watermark: String(kept.activities.length) });
}

function listed(search) {
  return [...conversations.values()].filter(each => each.title && (!search || JSON.stringify([each.title, each.activities]).toLowerCase().includes(search.toLowerCase())))
    .map(({ id, title, at, activities }) => ({ id, title, lastActivityAt: activities.at(-1)?.timestamp ?? at })).sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt));
}

function conversation(id, title = "", activities = [], at = new Date().toISOString()) {
  const kept = { id, title, activities, at, sockets: new Set(), stopped: false };
  conversations.set(id, kept);
  return kept;
}

function grant(id, watermark) {
  return { conversationId: id, token: "t", expires_in: 1800, streamUrl: `ws://127.0.0.1:${port}/stream?c=${id}&w=${watermark ?? 0}` };
}

function send(kept, set) {
  for (const socket of kept.sockets) socket.write(frame(JSON.stringify(set)));
}

function frame(text) {
  const payload = Buffer.from(text);
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : payload.length < 65536 ? Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]) : Buffer.concat([Buffer.from([0x81, 127, 0, 0, 0, 0]), (() => { const size = Buffer.alloc(4); size.writeUInt32BE(payload.length); return size; })()]);
  return Buffer.concat([head, payload]);
}

server.on("upgrade", (request, socket) => {
  const url = new URL(request.url, "http://x");
  const kept = conversations.get(url.searchParams.get("c"));
  if (!kept) return socket.destroy();
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  kept.sockets.add(socket);
  socket.on("close", () => kept.sockets.delete(socket)).on("error", () => socket.destroy()).on("data", data => { if ((data[0] & 15) === 8) socket.end(); });
  socket.write(frame(JSON.stringify({ activities: kept.activities.slice(Number(url.searchParams.get("w"))), watermark: String(kept.activities.length) })));
});

const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

for (const each of await history.conversations(files)) conversation(each.id, each.title, each.activities, each.at);
server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));
