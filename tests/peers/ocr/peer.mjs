// PP-OCRv4 by @gutenye/ocr-node on pictures (files as arguments), one after the other, its own defaults.
// Prints one JSON object: for each picture its seconds and processor seconds (model loaded, one picture read before) and its lines; memory.
import Ocr from "@gutenye/ocr-node";

const files = process.argv.slice(2);
const ocr = await Ocr.create();
await ocr.detect(files[0]);
const pictures = [];
for (const file of files) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const lines = await ocr.detect(file);
  const [seconds, used] = [(performance.now() - start) / 1000, process.cpuUsage(cpu)];
  pictures.push({ seconds, cpu_seconds: (used.user + used.system) / 1e6, lines: lines.map((line) => line.text) });
}
console.log(JSON.stringify({ pictures, rss_mb: Math.round(process.resourceUsage().maxRSS / 1024) }));
