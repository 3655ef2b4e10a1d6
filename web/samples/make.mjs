// Makes the example files of the page again: the invoices (Chromium draws invoice.html) and the voice note (espeak-ng speaks, ffmpeg packs). Run on Debian: node samples/make.mjs
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const wave = join(tmpdir(), `voice-note-${process.pid}.wav`);

for (const [name, language] of [["invoice.png", "en"], ["invoice-zh.png", "zh"]]) {
  execFileSync("chromium", [
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=860,860", `--screenshot=${join(here, name)}`, `file://${join(here, "invoice.html")}#${language}`,
  ], { stdio: "ignore" });
}

const words = "Hello, this is Dana from the warehouse. The delivery arrives on Thursday at nine thirty in the morning. Please keep the north gate open, and have two people ready for forty boxes.";
execFileSync("espeak-ng", ["-v", "en-us", "-s", "140", "-p", "42", "-w", wave, words]);
execFileSync("ffmpeg", ["-y", "-loglevel", "error", "-i", wave, "-ac", "1", "-c:a", "libopus", "-b:a", "24k", join(here, "voice-note.ogg")]);
rmSync(wave);
