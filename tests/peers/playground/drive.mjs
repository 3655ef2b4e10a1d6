// Agents Playground before our server, driven by a browser; the language model is a stub that says a word every 150 ms, and calls a tool when it is told to order. Everything listens in this network namespace only.
//   unshare -n sh -c 'ip link set lo up && exec "$@"' sh node drive.mjs PLAYWRIGHT SERVER FOLDER
// Prints one JSON object: what a person saw, and what the playground's log says of our requests.
import http from 'node:http';
import { drive } from './playground.mjs';

const [playwright, server, folder] = process.argv.slice(2);
const modelPort = 56151;
const words = 'Once there was a lighthouse that counted every ship which passed it by night and wrote each of their names into a book that nobody ever read until the sea itself came up the stairs to ask for it and that is the end'.split(' ');

const model = http.createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => { body += piece; });
  request.on('end', async () => {
    if (!request.url.endsWith('/chat/completions')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[{"id":"stub","object":"model"}]}');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (delta, finish) => response.write(`data: ${JSON.stringify({ id: 's', object: 'chat.completion.chunk', created: 1, model: 'stub', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
    send({ role: 'assistant', content: '' }, null);
    const last = JSON.parse(body).messages.at(-1);
    if (last.role !== 'tool' && JSON.stringify(last.content).includes('Order something')) {
      send({ tool_calls: [{ index: 0, id: 'call_0', type: 'function', function: { name: 'shop_order', arguments: '{}' } }] }, null);
      send({}, 'tool_calls');
    } else {
      for (const word of last.role === 'tool' ? ['It', 'is', 'ordered.'] : words) {
        send({ content: `${word} ` }, null);
        await new Promise((done) => setTimeout(done, 150));
      }
      send({}, 'stop');
    }
    response.end('data: [DONE]\n\n');
  });
}).listen(modelPort, '127.0.0.1');

await drive(playwright, server, folder, ['--Model:Endpoint', `http://127.0.0.1:${modelPort}/v1`, '--Model:Name', 'stub'], async (page, seen) => {
  const box = page.locator('[contenteditable=true]').first();
  await box.click();
  await page.keyboard.type('Tell me a story.');
  await page.keyboard.press('Enter');
  // The bubble grows before its end is there.
  await page.getByText(/Once there was a lighthouse/).first().waitFor({ timeout: 30_000 });
  seen.grewBeforeItsEnd = !(await page.locator('body').innerText()).includes('that is the end');
  await page.screenshot({ path: `${folder}/growing.png` });
  await page.getByText(/that is the end/).first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${folder}/answered.png` });
  // The thumb below the answer, its reason, and that the playground thanks for it: our 200.
  const thumb = page.locator('button:has(svg path[d^="M10.05 2.3"]), button:has(svg path[d^="M8.03 1.92"])').last();
  await thumb.waitFor({ timeout: 30_000 }).catch(() => {});
  seen.thumbs = await thumb.count();
  if (seen.thumbs > 0) {
    await thumb.click();
    await page.locator('[role=dialog] textarea').fill('A good story.');
    await page.locator('[role=dialog] button').last().click();
    await page.getByText(/thank/i).first().waitFor({ timeout: 10_000 }).then(() => { seen.thanked = true; }, () => { seen.thanked = false; });
    await page.screenshot({ path: `${folder}/feedback.png` });
  }
  const text = await page.locator('body').innerText();
  seen.labels = text.split('AI generated').length - 1;
  seen.requests = [...text.matchAll(/\b(typing|message|conversationUpdate|installationUpdate) (\d{3})\b/g)].map(([, type, status]) => `${type} ${status}`);
  // The card of what is remembered: a press, and ours in its place.
  if (seen.thanked) await page.getByRole('button', { name: 'Close' }).last().click();
  const say = async (words) => {
    await box.click();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  await say('I live in Bergen.');
  await page.waitForFunction(() => document.body.innerText.split('that is the end').length > 2, null, { timeout: 60_000 });
  await say('What do you remember about me?');
  await page.getByText('What I remember about you').first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: `${folder}/memory.png` });
  await page.getByRole('button', { name: 'Details' }).last().click();
  await page.getByText('Why I think so:').first().waitFor({ timeout: 30_000 });
  seen.why = (await page.locator('body').innerText()).includes('“I live in Bergen.”');
  await page.screenshot({ path: `${folder}/why.png` });
  await page.locator('.ac-input, input[type=text], textarea').last().fill('Oslo');
  await page.getByRole('button', { name: 'Correct' }).last().click();
  await page.getByText('I have put it right').first().waitFor({ timeout: 30_000 });
  seen.corrected = /where you live: Oslo/.test(await page.locator('body').innerText());
  await page.screenshot({ path: `${folder}/corrected.png` });

  // A tool lacks what nobody has said: a form asks for it, and once it is there a card whether the tool may run. The question stands on its card alone.
  const needs = page.getByText('To run shop_order I need to know a little more.');
  // The playground's own button for messages has the same name.
  const sendForm = () => page.getByRole('button', { name: 'Cancel', exact: true }).last().locator('xpath=preceding::button[1]');
  await say('Order something.');
  await needs.first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(1_000);
  seen.timesAsked = await needs.count();
  await page.screenshot({ path: `${folder}/form.png` });
  await sendForm().click();
  await page.getByText('“item” is missing.').first().waitFor({ timeout: 30_000 });
  await page.screenshot({ path: `${folder}/form-missing.png` });
  await page.locator('.ac-input, input[type=text], textarea').last().fill('pears');
  await sendForm().click();
  await page.getByText('item: pears').first().waitFor({ timeout: 30_000 });
  await page.getByText('May I run shop_order?').first().waitFor({ timeout: 30_000 });
  await page.screenshot({ path: `${folder}/form-approval.png` });
  await page.getByRole('button', { name: 'Yes, run it' }).last().click();
  await page.getByText('It is ordered.').first().waitFor({ timeout: 30_000 });
  seen.ordered = true;
  await page.screenshot({ path: `${folder}/ordered.png` });
});
model.close();
model.closeAllConnections();
