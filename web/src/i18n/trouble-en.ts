import type { NoRecording } from "../audio/recorder.ts";

/** What a browser does not allow or has lost, in English; a part of en.ts. */
export const troubleEn = {
  notCopied: "Not copied: the browser does not allow it here. Select the text and press Ctrl C.",
  noRecording: {
    insecure: "Browsers record sound only on pages that came by https, and this one came by plain http. Ask whoever runs this site for its https address, or add a sound file.",
    denied: "The browser does not allow the microphone here. Allow it in the site's settings, or add a sound file.",
    missing: "No microphone was found. You can add a sound file instead.",
    busy: "The microphone cannot be used just now: another program may have it. Try again, or add a sound file.",
    unable: "This browser cannot record sound here. You can add a sound file instead.",
  } satisfies Record<NoRecording, string>,
  fileGone: (names: string) => `No longer in this browser: ${names}. Add it again.`,
};
