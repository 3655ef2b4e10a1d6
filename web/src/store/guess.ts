import type { Progress, UserMessage } from "../model.ts";

/** What the assistant is about to do with a message, until it says so itself. */
export function firstProgress(message: Pick<UserMessage, "files">): Progress {
  const pictures = message.files.filter(file => file.type.startsWith("image/")).length;
  const recordings = message.files.filter(file => file.type.startsWith("audio/") || file.type.startsWith("video/")).length;
  const documents = message.files.length - pictures - recordings;
  if (pictures > 0) return { stage: "ReadingPictures", total: pictures };
  if (recordings > 0) return { stage: "Listening" };
  if (documents > 0) return documents === 1 ? { stage: "ReadingDocuments", subject: message.files[0]!.name } : { stage: "ReadingDocuments", total: documents };
  return { stage: "Searching" };
}
