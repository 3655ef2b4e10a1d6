// Writes THIRD-PARTY-NOTICES from the lock files and from what the packages say of themselves: `node deploy/notices.mjs`, after a restore and `npm ci`.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const nuget = process.env.NUGET_PACKAGES ?? join(homedir(), ".nuget/packages");
const json = path => JSON.parse(readFileSync(join(root, path), "utf8"));
const byName = (a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase(), "en") || a.version.localeCompare(b.version, "en");

/** The packages of the projects in a folder: all of them, or the direct ones only. */
function nugetPackages(folder, directOnly) {
  const found = new Map();
  for (const project of readdirSync(join(root, folder))) {
    const lock = join(folder, project, "packages.lock.json");
    if (!existsSync(join(root, lock))) continue;
    for (const [name, { type, resolved }] of Object.values(json(lock).dependencies).flatMap(Object.entries)) {
      if (type !== "Project" && (!directOnly || type === "Direct")) found.set(`${name}/${resolved}`, fromNuspec(name, resolved));
    }
  }
  return [...found.values()].sort(byName);
}

function fromNuspec(name, version) {
  const folder = join(nuget, name.toLowerCase(), version.toLowerCase());
  const nuspec = join(folder, `${name.toLowerCase()}.nuspec`);
  if (!existsSync(nuspec)) throw new Error(`${name} ${version} is not restored: run dotnet restore first.`);
  const text = readFileSync(nuspec, "utf8");
  const field = tag => new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`).exec(text)?.[1].trim();
  const file = /<license type="file">([^<]*)</.exec(text)?.[1];
  const licence = file ? recognised(readFileSync(join(folder, file.replaceAll("\\", "/")), "utf8")) : field("license") ?? field("licenseUrl") ?? "unknown";
  return { name, version, licence, copyright: copyrightIn(folder) ?? field("copyright") ?? field("authors") ?? "" };
}

/** What the page and the server carry of npm: the packages named and what those need, as the lock file resolved them. */
function npmPackages(folder, names) {
  const { packages } = json(`${folder}/package-lock.json`);
  const found = new Map();
  const visit = (name, from) => {
    let place = from;
    while (place && !packages[`${place}/node_modules/${name}`]) place = place.includes("/node_modules/") ? place.slice(0, place.lastIndexOf("/node_modules/")) : "";
    const key = place ? `${place}/node_modules/${name}` : `node_modules/${name}`;
    const entry = packages[key];
    if (!entry || found.has(key)) return;
    const path = join(root, folder, key);
    found.set(key, { name, version: entry.version, licence: entry.license ?? "unknown", copyright: copyrightIn(path) ?? authorIn(path) });
    for (const needed of Object.keys(entry.dependencies ?? {})) visit(needed, key);
  };
  for (const name of names) visit(name, "");
  return [...found.values()].sort(byName);
}

function directNpm(folder, field) {
  const { packages } = json(`${folder}/package-lock.json`);
  return Object.keys(json(`${folder}/package.json`)[field] ?? {}).map(name => ({ name, version: packages[`node_modules/${name}`].version, licence: packages[`node_modules/${name}`].license ?? "see the package", copyright: "" }));
}

function licenceFile(folder) {
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder, { withFileTypes: true }).filter(each => each.isFile()).map(each => each.name).find(each => /^(licen[cs]e|copying)(\.(txt|md|mit))?$/i.test(each));
  return name && readFileSync(join(folder, name), "utf8");
}

function copyrightIn(folder) {
  const lines = (licenceFile(folder) ?? "").split("\n").map(line => line.trim()).filter(line => /^copyright (\(c\)|©|\d)/i.test(line) && !/\[yyyy\]|\{yyyy\}/.test(line));
  return lines.length > 0 ? lines.slice(0, 3).join("; ") : undefined;
}

function authorIn(folder) {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return "";
  const { author } = JSON.parse(readFileSync(path, "utf8"));
  return typeof author === "string" ? author.replace(/ *[<(].*/, "") : author?.name ?? "";
}

function recognised(text) {
  if (/Permission is hereby granted, free of charge/.test(text)) return "MIT";
  if (/Apache License/.test(text)) return "Apache-2.0";
  return "see the package";
}

const line = ({ name, version, licence, copyright }) => `  ${name} ${version} | ${licence}${copyright ? ` | ${copyright.replace(/\s+/g, " ")}` : ""}`;
const section = (title, packages) => `${title}\n${"-".repeat(title.length)}\n${packages.map(line).join("\n")}\n`;
const knownModels = json("deploy/models.json");
const models = knownModels.map(({ name, licence, copyright, from, use }) => `  ${name} (${use}${from ? `; ${from}` : "; not part of the product, used when its files are installed"}) | ${licence} | ${copyright}`);
const texts = readdirSync(join(root, "deploy/licences")).sort().map(name => `${"=".repeat(70)}\n${name.replace(/\.txt$/, "")}\n${"=".repeat(70)}\n${readFileSync(join(root, "deploy/licences", name), "utf8").trim()}\n`);

const peers = readdirSync(join(root, "tests/peers")).filter(name => existsSync(join(root, "tests/peers", name, "package.json")));
// Of the packages that bring models, only their model files are used, and nothing that they depend on.
const bringsModels = name => knownModels.some(each => each.from === `npm ${name}`);
const npm = directNpm("web", "dependencies");
const page = npm.map(each => each.name).filter(name => name !== "botframework-webchat" && !bringsModels(name));
const shipped = nugetPackages("src", false);
const names = new Set(shipped.map(each => each.name));
const tests = nugetPackages("tests", true).filter(each => !names.has(each.name));

writeFileSync(join(root, "THIRD-PARTY-NOTICES"), `Assistant stands on the work of others. Written by deploy/notices.mjs from the lock files; do not edit.
Each line: package and version | licence | copyright. The texts of the licences stand at the end; a package under a choice of licences is used under the first that has its text here.

${section("In the server, from NuGet", shipped)}
${section("In the page, from npm", npmPackages("web", page))}
${section("At /webchat, from npm (what it is made of: webchat.js.LICENSE.txt beside it)", npm.filter(each => each.name === "botframework-webchat"))}
${section("Model files, from npm", npm.filter(each => bringsModels(each.name)))}
Models
------
${models.join("\n")}

${section("For building and testing only, not shipped", [...tests, ...directNpm("web", "devDependencies"), ...peers.flatMap(peer => directNpm(`tests/peers/${peer}`, "dependencies"))].sort(byName).filter((each, i, all) => each.name !== all[i - 1]?.name || each.version !== all[i - 1].version))}
${texts.join("\n")}`);
