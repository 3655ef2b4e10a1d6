// Builds the page and Web Chat's page into the server's wwwroot; `--tests` bundles the unit tests instead, `--watch` rebuilds on change.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/Assistant.Server/wwwroot");
const testsOut = join(here, "../artifacts/web-tests");
const budget = 150 * 1024;

/** Adaptive Cards makes Trusted Types policies that let any text through; here every one of them is DOMPurify (src/components/card-sanitizer.ts). */
const cardPolicies = {
  name: "card-policies",
  setup(build) {
    build.onLoad({ filter: /adaptivecards[\\/]lib[\\/].*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll("window.trustedTypes", "globalThis.cardSanitizer"),
      loader: "js",
    }));
  },
};

const shared = { bundle: true, format: "esm", target: "es2022", logLevel: "warning", absWorkingDir: here };

async function buildTests() {
  const names = (await readdir(join(here, "test"))).filter(name => name.endsWith(".test.ts"));
  await rm(testsOut, { recursive: true, force: true });
  await esbuild.build({
    ...shared, platform: "node", entryPoints: names.map(name => join("test", name)), outdir: testsOut, outExtension: { ".js": ".mjs" }, entryNames: "[name]",
  });
}

async function buildPage(watch) {
  await rm(out, { recursive: true, force: true });
  await mkdir(join(out, "assets"), { recursive: true });
  await cp(join(here, "static"), out, { recursive: true });
  await cp(join(here, "samples"), join(out, "samples"), { recursive: true, filter: path => !/\.(mjs|html)$/.test(path) });
  const options = {
    ...shared, entryPoints: { page: "src/main.ts" }, outdir: join(out, "assets"), splitting: true, chunkNames: "[name]-[hash]",
    minify: !watch, sourcemap: watch ? "inline" : false, plugins: [cardPolicies], metafile: true, legalComments: "linked",
    define: { "process.env.NODE_ENV": '"production"' }, conditions: ["production"],
  };
  if (watch) return void (await (await esbuild.context(options)).watch());
  const { metafile } = await esbuild.build(options);
  await Promise.all([copyWebChat(), report(metafile)]);
}

async function copyWebChat() {
  const dist = join(here, "node_modules/botframework-webchat/dist");
  for (const name of ["webchat.js", "webchat.js.LICENSE.txt"]) await cp(join(dist, name), join(out, "webchat", name));
}

async function report(metafile) {
  const loaded = new Map();
  for (const file of Object.keys(metafile.outputs)) {
    if (file.endsWith(".js")) loaded.set(file, gzipSync(await readFile(join(here, file)), { level: 9 }).length);
  }
  const total = [...loaded.values()].reduce((sum, size) => sum + size, 0) + gzipSync(await readFile(join(out, "page.css"))).length;
  const first = [...loaded].filter(([file]) => file.endsWith("/page.js") || firstLoad(metafile).has(file)).reduce((sum, [, size]) => sum + size, 0);
  await writeFile(join(out, "assets/size.json"), JSON.stringify({ gzippedBytes: total, firstLoadBytes: first }));
  console.log(`page: ${(first / 1024).toFixed(1)} kB gzipped at first load, ${(total / 1024).toFixed(1)} kB in all (budget ${budget / 1024} kB)`);
  if (total > budget) throw new Error("The page is over its budget.");
}

function firstLoad(metafile) {
  const seen = new Set();
  const visit = file => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const entry of metafile.outputs[file]?.imports ?? []) if (entry.kind === "import-statement") visit(entry.path);
  };
  visit(Object.keys(metafile.outputs).find(file => file.endsWith("assets/page.js")));
  return seen;
}

if (process.argv.includes("--tests")) await buildTests();
else await buildPage(process.argv.includes("--watch"));
