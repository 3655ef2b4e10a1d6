// Microsoft's SDK as the smallest bot there is: says back what it is told, without credentials.
//   node echo-bot.mjs PORT
// Writes one line when it listens on loopback.
import http from 'node:http';
import botbuilder from 'botbuilder';

const { BotFrameworkAdapter } = botbuilder;
const adapter = new BotFrameworkAdapter({ appId: '', appPassword: '' });
const server = http.createServer(async (request, response) => {
  // The adapter wants a web server like restify: status(), send(), end() and a parsed body.
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  request.body = JSON.parse(Buffer.concat(pieces).toString('utf8'));
  const given = { status: (code) => { response.statusCode = code; }, send: (body) => { if (body !== undefined) response.write(typeof body === 'string' ? body : JSON.stringify(body)); }, end: () => response.end() };
  await adapter.processActivity(request, given, async (turn) => {
    if (turn.activity.type === 'message') await turn.sendActivity(`Echo: ${turn.activity.text}`);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
