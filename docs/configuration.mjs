// Writes docs/configuration.md from the options classes and their summaries: node docs/configuration.mjs
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const order = ["Data", "Server", "DirectLine", "BotFramework", "OpenAI", "Model", "LocalModel", "Models", "Storage", "Privacy", "Retention", "WorkingMemory", "Cluster", "Turns", "Contact", "Perception", "MediaWorkers", "Ocr", "Vision", "Speech", "Speech:Output", "Embeddings", "Inference", "Telemetry"];
const units = { Days: 86_400, Hours: 3_600, Minutes: 60, Seconds: 1, Milliseconds: 0.001 };

const files = await Promise.all((await readdir(join(here, "../src"), { recursive: true })).filter(name => /Options\.cs$/.test(name) && !/(^|\/)(obj|bin)\//.test(name))
  .map(name => readFile(join(here, "../src", name), "utf8")));
const firstOfEnum = Object.fromEntries(files.flatMap(code => [...code.matchAll(/public enum (\w+)\s*\{\s*(\w+)/g)]).map(([, name, first]) => [name, first]));
const sections = files.map(section).filter(Boolean);
const rank = name => (order.indexOf(name) + 1) || order.length + 1;
sections.sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));

function section(code) {
  const name = /const string SectionName = "([\w:]+)"/.exec(code)?.[1];
  if (!name) return undefined;
  // Options that stand in a base class come first.
  const base = /public sealed class \w+ : (\w+Options)\b/.exec(code)?.[1];
  const inherited = base ? files.find(file => file.includes(`public class ${base}\n`)) : "";
  const options = [...(inherited + code).matchAll(/((?: {4}\/\/\/[^\n]*\n)*) {4}public ([\w<>?.[\]]+) (\w+) \{ get;(?: set;)? \}(?: = (.*?);)?/g)]
    .map(([, doc, type, option, value]) => ({ option, value: shown(type, value), doc: text(doc) }));
  return { name, doc: text(/((?:\/\/\/[^\n]*\n)+)(?:public|internal) sealed/.exec(code)?.[1] ?? ""), options };
}

function text(doc) {
  return doc.split("\n").map(line => line.replace(/^\s*\/\/\/ ?/, "").trim()).join(" ").replace(/<see cref="(?:\w+\.)?(\w+)"\s*\/>/g, "`$1`").replace(/<[^>]+>/g, "").replace(/\|/g, "\\|").trim();
}

function shown(type, value) {
  if (type === "bool" || type === "bool?") return value ?? "false";
  if (type in firstOfEnum) return value?.split(".").at(-1) ?? firstOfEnum[type];
  if (type.startsWith("IList") || value === undefined) return /^(int|long|double|float)$/.test(type) ? "0" : "";
  const span = /^TimeSpan\.From(\w+)\(([\d_.]+)/.exec(value);
  if (span) return duration(Number(span[2].replaceAll("_", "")) * units[span[1]]);
  if (new RegExp(`^${type}\\.\\w+$`).test(value)) return value.split(".").at(-1);
  if (/^[\d_.*\s fLdm]+$/.test(value)) return String(value.replace(/[_fLdm]/g, "").split("*").reduce((product, factor) => product * Number(factor), 1));
  return value.replace(/^"|"$/g, "");
}

function duration(seconds) {
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60].map(part => String(part).padStart(2, "0")).join(":");
  const fraction = seconds % 1 ? String((seconds % 1).toFixed(7)).slice(1) : "";
  return (days ? `${days}.` : "") + clock + fraction;
}

const page = `# Configuration
Every setting has a default that works on one machine. Settings come from, the later winning: \`appsettings.json\` beside the program, environment variables (\`ASSISTANT_Section__Name\`), files of secrets (one a setting, named \`Section__Name\`, in the folders that \`ASSISTANT_SECRETS\` or systemd's \`CREDENTIALS_DIRECTORY\` name), the environment variables \`ASSISTANT_DATA\` and \`ASSISTANT_MODELS\`, and the command line (\`--Section:Name value\`). Lists are \`Section:Name:0\`, \`Section:Name:1\`, ...; durations are \`hh:mm:ss\`, of less than a day, or \`d.hh:mm:ss\`: a bare number, which could mean days or seconds, is refused.
A value that cannot be is refused at start with a sentence that says what is allowed, and so is a name that no setting has, with the nearest that there is; sections of ASP.NET Core (\`Logging\`, \`Kestrel\`) pass.

The addresses to listen on are \`--urls\` (\`ASSISTANT_urls\`; default \`http://127.0.0.1:5080\`) or, for certificates, \`Kestrel:Endpoints\` as ASP.NET Core documents it. On anything but loopback the server does not start without \`DirectLine:Secret\` or \`DirectLine:SecretFile\`. What is logged is set by \`Logging:LogLevel\`; what people write is never logged.

This page is written by \`node docs/configuration.mjs\` from the options in the code.
${sections.map(({ name, doc, options }) => `
## ${name}
${doc}

| setting | default | meaning |
|---|---|---|
${options.map(({ option, value, doc: meaning }) => `| \`${name}:${option}\` | ${value === "" ? "" : `\`${value}\``} | ${meaning} |`).join("\n")}
`).join("")}`;
await writeFile(join(here, "configuration.md"), page);
