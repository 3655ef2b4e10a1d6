// Microsoft's SDK on the other side: its client posts activities to the bot, its connector endpoint takes and validates the replies.
//   node peer.mjs http://127.0.0.1:PORT/api/messages
// Prints one JSON object: what each scenario gave.
import http from 'node:http';
import botbuilder from 'botbuilder';
import connector from 'botframework-connector';

const { ActivityTypes, BotFrameworkHttpClient, ChannelServiceHandler, ChannelServiceRoutes, MessageFactory } = botbuilder;
const { AuthenticationConfiguration, SimpleCredentialProvider } = connector;

const botUrl = process.argv[2];
const noCredentials = new SimpleCredentialProvider('', '');
const received = [];
let wake = () => {};

class Replies extends ChannelServiceHandler {
  async onReplyToActivity(claims, conversationId, activityId, activity) { return this.take(conversationId, activityId, activity); }
  async onSendToConversation(claims, conversationId, activity) { return this.take(conversationId, null, activity); }
  take(conversationId, activityId, activity) {
    received.push({ conversationId, activityId, activity });
    wake();
    return { id: `r-${received.length}` };
  }
}

// ChannelServiceRoutes wants a web server like restify: routes with parameters, status() and send().
const routes = [];
const add = (method) => (path, handler) => routes.push({ method, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`), handler });
new ChannelServiceRoutes(new Replies(noCredentials, new AuthenticationConfiguration())).register({ get: add('GET'), post: add('POST'), put: add('PUT'), delete: add('DELETE') });
const server = http.createServer((request, response) => {
  if (request.url.startsWith('/files/')) {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('The printer costs 249 EUR.');
    return;
  }
  const route = routes.find((each) => each.method === request.method && each.pattern.test(request.url));
  if (!route) {
    response.writeHead(404).end();
    return;
  }
  request.params = Object.fromEntries(Object.entries(route.pattern.exec(request.url).groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
  response.status = (code) => { response.statusCode = code; return response; };
  response.send = (body) => { response.setHeader('content-type', 'application/json'); response.write(JSON.stringify(body)); return response; };
  route.handler(request, response, () => {});
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const serviceUrl = `http://127.0.0.1:${server.address().port}`;

const client = new BotFrameworkHttpClient(noCredentials);
const post = (activity, conversation) => client.postActivity('', 'bot-app', botUrl, serviceUrl, conversation, {
  id: `a-${Math.random()}`, channelId: 'emulator', from: { id: 'user-1', name: 'Ada', role: 'user' }, recipient: { id: 'bot-1', name: 'Assistant' },
  conversation: { id: conversation }, timestamp: new Date(), localTimezone: 'Europe/Berlin', locale: 'en-US', ...activity,
});
async function messageTo(conversation) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = received.find((each) => each.conversationId === conversation && each.activity.type === ActivityTypes.Message && !each.seen);
    if (found) {
      found.seen = true;
      return found;
    }
    if (Date.now() > deadline) throw new Error(`no reply in ${conversation}`);
    await Promise.race([new Promise((resolve) => { wake = resolve; }), new Promise((resolve) => setTimeout(resolve, 200))]);
  }
}
const shown = ({ activityId, activity }) => ({
  activityId, text: activity.text, textFormat: activity.textFormat, from: activity.from?.id, recipient: activity.recipient?.id, replyToId: activity.replyToId,
  timestampIsDate: activity.timestamp instanceof Date, entities: activity.entities, suggested: activity.suggestedActions?.actions?.map((each) => each.value), cards: activity.attachments?.map((each) => each.contentType),
});

const results = {};
try {
  results.message = { status: (await post(MessageFactory.text('hello from the SDK'), 'c-message')).status, reply: shown(await messageTo('c-message')) };
  results.citations = { status: (await post(MessageFactory.text('cite it'), 'c-cite')).status, reply: shown(await messageTo('c-cite')) };
  results.greeting = { status: (await post({ type: ActivityTypes.ConversationUpdate, membersAdded: [{ id: 'user-1' }] }, 'c-greet')).status, reply: shown(await messageTo('c-greet')) };
  results.typing = { status: (await post({ type: ActivityTypes.Typing }, 'c-typing')).status };
  const expected = await post({ ...MessageFactory.text('answer inline'), deliveryMode: 'expectReplies' }, 'c-expect');
  results.expectReplies = { status: expected.status, texts: expected.body.activities.map((each) => each.text) };
  const invoke = await post({ type: ActivityTypes.Invoke, name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: 'memory.list' }, trigger: 'manual' } }, 'c-invoke');
  results.invoke = { status: invoke.status, body: invoke.body };
  results.unknownInvoke = { status: (await post({ type: ActivityTypes.Invoke, name: 'never/heard' }, 'c-invoke')).status };
  const file = MessageFactory.contentUrl(`${serviceUrl}/files/price.txt`, 'text/plain', 'price.txt', 'read this');
  results.file = { status: (await post(file, 'c-file')).status, reply: shown(await messageTo('c-file')) };
  console.log(JSON.stringify(results));
} catch (error) {
  console.log(JSON.stringify({ ...results, error: String(error?.stack ?? error) }));
  process.exitCode = 1;
} finally {
  server.close();
  server.closeAllConnections();
}
