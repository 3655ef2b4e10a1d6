// Starts our server and Agents Playground before it, and opens the playground in a browser. Everything listens in this network namespace only.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [serverPort, playgroundPort] = [56152, 56150];

async function answers(address) {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await new Promise((done) => setTimeout(done, 300))) {
    try {
      if ((await fetch(address)).status < 500) return;
    } catch { /* Not yet. */ }
  }
  throw new Error(`${address} does not answer`);
}

/// Runs steps(page, seen) and prints what they have seen as one JSON object; on a failure with its error and a picture of the page.
export async function drive(playwright, server, folder, settings, steps) {
  const { chromium } = createRequire(import.meta.url)(playwright);
  // The playground keeps a log in the folder that it is started in.
  const run = (command, args) => spawn(command, args, { stdio: 'ignore', cwd: folder, env: { ...process.env, HOME: folder } });
  const children = [
    run(server, ['serve', '--urls', `http://127.0.0.1:${serverPort}`, '--Data:Directory', `${folder}/data`, ...settings]),
    run(process.execPath, [resolve('node_modules/.bin/agentsplayground'), '-e', `http://127.0.0.1:${serverPort}/api/messages`, '-c', 'msteams', '-p', String(playgroundPort), '--disable-telemetry']),
  ];
  const seen = {};
  let browser;
  try {
    await answers(`http://127.0.0.1:${serverPort}/healthz/live`);
    await answers(`http://127.0.0.1:${playgroundPort}/`);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(`http://127.0.0.1:${playgroundPort}`, { waitUntil: 'domcontentloaded' });
    await page.locator('[contenteditable=true]').first().waitFor({ timeout: 30_000 });
    await page.getByText('Hello!').first().waitFor({ timeout: 30_000 });
    await steps(page, seen);
  } catch (error) {
    if (browser) await browser.contexts()[0]?.pages()[0]?.screenshot({ path: `${folder}/failed.png` }).catch(() => {});
    seen.error = String(error?.stack ?? error);
  } finally {
    console.log(JSON.stringify(seen));
    await browser?.close();
    children.forEach((child) => child.kill());
    setTimeout(() => process.exit(seen.error ? 1 : 0), 500);
  }
}
