// Writes the table of the catalogue into docs/models.md: node docs/models.mjs
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { models } = JSON.parse(await readFile(join(here, "../src/Assistant.Inference/Models/Catalogue/catalogue.json"), "utf8"));
const [begin, end] = ["<!-- catalogue: written by `node docs/models.mjs` -->", "<!-- end of catalogue -->"];

const pinned = ({ files, revision }) => {
  const known = files.filter(file => file.sha256).length;
  return known === files.length ? "all" : `${known} of ${files.length}${/^[0-9a-f]{40}$/.test(revision) ? ", commit" : ""}`;
};
const remark = model => [model.recommended ? "recommended" : "", model.licenceNote ?? "", model.use ?? ""].filter(Boolean).join("; ").replaceAll("|", "\\|");
const table = [
  "| id | enables | languages | licence | about | memory, about | digests known | source | remarks |",
  "|---|---|---|---|---|---|---|---|---|",
  ...models.map(model => `| \`${model.id}\` | ${model.enables} | ${model.languages.join(", ")} | ${model.licence} | ${model.megabytes} MB | ${model.memoryMegabytes} MB | ${pinned(model)} | ${model.repository} | ${remark(model)} |`),
].join("\n");

const page = join(here, "models.md");
const text = await readFile(page, "utf8");
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from < 0 || to < from) throw new Error(`docs/models.md lacks ${begin} ... ${end}`);
await writeFile(page, `${text.slice(0, from)}${begin}\n${table}\n${text.slice(to)}`);
