// Judges Adaptive Cards by Microsoft's own library: node peer.cjs FILE, one card a line. One line for each: {"problems":[...]}.
// The library is the one that Web Chat brings (web/node_modules).
const { readFileSync } = require('node:fs');
const cards = require('../../../web/node_modules/adaptivecards/dist/adaptivecards.js');

for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const context = new cards.SerializationContext(new cards.Version(1, 5));
  const card = new cards.AdaptiveCard();
  card.parse(JSON.parse(line), context);
  const read = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  console.log(JSON.stringify({ problems: [...read, ...card.validateProperties().validationEvents.map((event) => event.message)] }));
}
