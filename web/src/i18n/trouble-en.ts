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
    lost: "The microphone went away before anything was recorded. Plug it in again, or add a sound file.",
  } satisfies Record<NoRecording, string>,
  recordingInterrupted: "The microphone went away. What was recorded until then is below: send it, or remove it and record again.",
  fileGone: (names: string) => `Cannot be read any more: ${names}. It was changed or moved, or this browser has cleared it. Add it again.`,
  brokeOff: (percent: string) => `The connection broke off at ${percent}. Your files are kept, and sent from the beginning when it is back.`,
  noRoomToEdit: (most: number) => `At most ${most} files go with one message. Remove some from the message that you are writing, then edit this one: it stays where it is, unsent.`,
  folderDropped: (name: string) => `${name} is a folder. Open it and drop the files in it.`,
  stoppedSending: "Stopped before it was sent.",
  sendAgain: "Send again",
  searchFailed: "The search failed.",
  renameFailed: (title: string) => `Not renamed: the server did not take the new name. It is still “${title}”.`,
  olderConversations: "Older conversations",
  olderLoading: "Loading older conversations",
  olderCame: (n: number) => (n === 1 ? "1 older conversation added." : `${n} older conversations added.`),
  olderFailed: "The older conversations could not be loaded.",
};
