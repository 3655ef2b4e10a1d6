// Microsoft's Direct Line client against a server: node peer.mjs DOMAIN TOKEN socket|poll
// Says two things, goes away, comes back with its watermark and says a third; writes one JSON line for everything it saw.
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require("xhr2");
globalThis.WebSocket = require("ws");
const { DirectLine, ConnectionStatus } = require("botframework-directlinejs");

const [domain, token, transport] = process.argv.slice(2);
const write = line => console.log(JSON.stringify(line));
const webSocket = transport === "socket";
const user = { id: "peer", name: "Peer", role: "user" };

function connect(options) {
  const line = new DirectLine({ domain, webSocket, pollingInterval: 200, ...options });
  const seen = { line, watermark: undefined, waiting: [] };
  line.connectionStatus$.subscribe(status => write({ status: ConnectionStatus[status] }));
  line.activity$.subscribe(activity => {
    write({ activity });
    for (const each of seen.waiting.filter(({ fits }) => fits(activity))) each.resolve(activity);
  }, error => { if (!seen.left) write({ error: String(error) }); });
  return seen;
}

function until(seen, fits) {
  return new Promise(resolve => seen.waiting.push({ fits, resolve }));
}

async function say(seen, text) {
  const answered = until(seen, activity => activity.type === "message" && activity.from.role === "bot" && activity.text.includes(text));
  await new Promise((resolve, reject) => seen.line.postActivity({ type: "message", from: user, text, channelData: { clientActivityID: `peer-${text}` } }).subscribe(id => { write({ posted: id }); resolve(id); }, reject));
  await answered;
}

setTimeout(() => { write({ error: "took too long" }); process.exit(1); }, 40_000).unref();
const first = connect({ token });
await say(first, "one");
await say(first, "two");
const { conversationId, watermark } = first.line;
first.left = true;
first.line.end();
write({ ended: conversationId, watermark });
const second = connect({ token: first.line.token ?? token, conversationId, watermark });
await say(second, "three");
second.left = true;
second.line.end();
process.exit(0);
