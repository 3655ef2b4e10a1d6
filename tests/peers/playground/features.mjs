// What a person does in Teams besides talking: a picture, a file, a choice, an approval, a mention in a group; our server answers by quoting. Everything listens in this network namespace only.
//   unshare -n sh -c 'ip link set lo up && exec "$@"' sh node features.mjs PLAYWRIGHT SERVER FOLDER
// Prints one JSON object with what was seen. The playground has no way to attach a file (it is looked for first): its own "Custom activity" sends the messages that a Teams client would.
import { drive } from './playground.mjs';

const [playwright, server, folder] = process.argv.slice(2);
const longEnough = { timeout: 45_000 };

await drive(playwright, server, folder, [], async (page, seen) => {
  const text = () => page.locator('body').innerText();
  const picture = (name) => page.waitForTimeout(1_000).then(() => page.screenshot({ path: `${folder}/${name}.png` }));
  const say = async (words) => {
    await page.locator('[contenteditable=true]').first().click();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };

  seen.waysToAttach = await page.locator('input[type=file]').count() + await page.getByRole('button', { name: /attach|upload/i }).count();

  // The playground's own editor says which conversation and which names it would send with.
  const send = async (fields) => {
    await page.getByRole('button', { name: 'Mock an Activity' }).click();
    await page.getByRole('menuitem', { name: 'Custom activity' }).click();
    const editor = page.locator('[role=dialog] .monaco-editor').first();
    await editor.waitFor(longEnough);
    await page.waitForFunction(() => document.querySelectorAll('[role=dialog] .view-line').length > 12, null, longEnough);
    const lines = await page.locator('[role=dialog] .view-line').evaluateAll((all) => all.map((line) => [parseInt(line.style.top, 10), line.textContent.replaceAll('\u00a0', ' ')]).sort((a, b) => a[0] - b[0]).map(([, line]) => line).join('\n'));
    const field = (pattern) => pattern.exec(lines)?.[1];
    const activity = {
      id: `custom-${Date.now()}`, type: 'message', channelId: 'msteams', serviceUrl: field(/"serviceUrl": "([^"]+)"/),
      recipient: { id: field(/"recipient": \{\s+"id": "([^"]+)"/), name: 'Test Bot' },
      conversation: { id: field(/"conversation": \{\s+"id": "([^"]+)"/), conversationType: 'personal' },
      from: { id: field(/"from": \{\s+"id": "([^"]+)"/), name: 'Alex Wilber' },
      locale: 'en-US', ...fields,
    };
    await editor.locator('.view-lines').click();
    await page.keyboard.press('Control+A');
    // Pasted: what is typed, the editor completes with brackets of its own.
    await page.evaluate((json) => {
      const pasted = new DataTransfer();
      pasted.setData('text/plain', json);
      document.querySelector('[role=dialog] .monaco-editor textarea').dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
    }, JSON.stringify(activity, null, 1));
    await page.getByRole('button', { name: 'Send activity' }).click();
    await page.locator('[role=dialog]').first().waitFor({ state: 'hidden', ...longEnough });
  };
  const file = (name, type, bytes) => ({ contentType: type, name, contentUrl: `data:${type};base64,${Buffer.from(bytes).toString('base64')}` });

  // A picture, drawn by the browser itself.
  const easel = await page.context().browser().newPage();
  await easel.setViewportSize({ width: 420, height: 170 });
  await easel.setContent('<body style="margin:24px;font:24px sans-serif;background:white"><div>Kiosk am Markt</div><div>Date: 12 March 2027</div><div>Total: 18.40 EUR</div></body>');
  const drawn = await easel.screenshot({ type: 'jpeg', quality: 80 });
  await easel.close();
  await send({ text: 'What is the total?', attachments: [file('receipt.jpg', 'image/jpeg', drawn)] });
  await page.getByText('18.40 EUR').first().waitFor(longEnough);
  seen.picture = true;
  await picture('picture');

  // A file, and where its answer comes from.
  await send({ text: 'Who is the contact?', attachments: [file('nordwind.txt', 'text/plain', 'Nordwind Supplies\n\nContact: Ana Brandt\n\nTotal: 1,250.00 EUR\n')] });
  await page.getByText('Ana Brandt').first().waitFor(longEnough);
  seen.file = true;
  seen.namesItsSource = await page.getByText('nordwind.txt').count() > 0;
  await picture('file');
  const mark = page.locator('[class*=citation i], sup, a[href*=cite], button:has-text("1")').last();
  if (await mark.count() > 0) {
    await mark.hover({ timeout: 5_000 }).catch(() => {});
    await page.waitForTimeout(800);
  }
  seen.citation = /nordwind\.txt/.test(await text());
  await picture('citation');

  // Two that answer differently: which one?
  await send({
    text: 'What is the total?',
    attachments: [file('nordwind.txt', 'text/plain', 'Nordwind Supplies\n\nContact: Ana Brandt\n\nTotal: 1,250.00 EUR\n'), file('suedwind.txt', 'text/plain', 'Suedwind Trading\n\nContact: Ben Okoro\n\nTotal: 1,310.00 EUR\n')],
  });
  await page.getByRole('button', { name: 'suedwind.txt' }).last().waitFor(longEnough);
  await picture('choice');
  seen.timesAsked = await page.getByText('Which one do you mean?').count();
  await page.getByRole('button', { name: 'suedwind.txt' }).last().click();
  await page.getByText('Chosen: suedwind.txt').first().waitFor(longEnough);
  await page.getByText('1,310.00 EUR').first().waitFor(longEnough);
  seen.chosen = await page.getByRole('button', { name: 'suedwind.txt' }).count() === 0;
  await picture('chosen');

  // Something that cannot be undone is asked about.
  await say('I live in Bergen.');
  await page.getByText(/Bergen/).nth(1).waitFor(longEnough);
  await say('Forget everything about me.');
  await page.getByRole('button', { name: 'Yes, forget everything' }).last().waitFor(longEnough);
  await picture('approval');
  await page.getByRole('button', { name: 'Yes, forget everything' }).last().click();
  await page.getByText('Agreed.').first().waitFor(longEnough);
  await page.getByText('I have forgotten everything about you').first().waitFor(longEnough);
  seen.approved = await page.getByRole('button', { name: 'Yes, forget everything' }).count() === 0;
  await picture('approved');

  // A group: only what is addressed to us is answered.
  await page.getByRole('treeitem', { name: 'Group Chat' }).click();
  await page.getByText('Hello!').first().waitFor(longEnough);
  await page.waitForTimeout(1_500);
  await say('What is 20 + 3?');
  const box = page.locator('[contenteditable=true]').first();
  await box.click();
  await page.keyboard.type('@');
  await page.getByRole('menuitem', { name: 'Test Bot' }).first().click();
  await page.keyboard.type(' What is 20 + 22?');
  await page.keyboard.press('Enter');
  await page.getByText('42', { exact: true }).first().waitFor(longEnough);
  seen.mentioned = true;
  seen.spokeUnasked = await page.getByText('23', { exact: true }).count() > 0;
  await picture('mention');
});
