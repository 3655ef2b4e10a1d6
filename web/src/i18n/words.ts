import type { Citation, Progress, ReadFailure, TurnFailure } from "../model.ts";
import type { Strings } from "./en.ts";
import { clock } from "./format.ts";

/** The line that says what the running turn is doing. */
export function progressText(progress: Progress, text: Strings): string {
  const { done, total, subject } = progress;
  switch (progress.stage) {
    case "Queued": return text.queued;
    case "Fetching": return text.fetching(subject);
    case "ReadingPictures": return text.readingPictures(total ?? 1);
    case "Listening": return total && done !== undefined ? text.listeningOf(clock(done), clock(total)) : text.listening;
    case "ReadingDocuments":
      if (total && total > 1 && done !== undefined && done > 0) return text.readingPages(Math.min(done, total), total);
      return subject || !total ? text.readingDocument(subject) : text.readingDocuments(total);
    case "Searching": return total ? text.searchingPages(total) : text.searching;
    case "Thinking": return text.thinking;
    case "UsingTool": return text.usingTool(subject);
  }
}

/** What follows the name of a file that was not read: why, and what to do. */
export function unreadText(failure: ReadFailure, text: Strings): string {
  switch (failure.problem) {
    case "Empty": return text.unreadEmpty;
    case "TooLarge": return text.unreadTooLarge;
    case "TooManyPixels": return text.unreadTooManyPixels;
    case "TooManyPages": return text.unreadTooManyPages;
    case "TooManyAttachments": return text.unreadTooManyAttachments;
    case "TooLong": return text.unreadTooLong(failure.detail);
    case "Unsupported": return text.unreadUnsupported(failure.detail);
    case "PasswordProtected": return text.unreadPasswordProtected;
    case "NothingReadable": return failure.detail === "video" ? text.unreadSilentFilm : text.unreadNothingReadable;
    case "OnlyHeard": return text.unreadOnlyHeard;
    case "NotLookedAt": return text.unreadNotLookedAt;
    case "PictureNotRead": return text.unreadPictureNotRead(pictureText(failure.detail, text));
    case "Hidden": return text.unreadHidden(hiddenText(failure.detail, text));
    case "WorkerFailed": return text.unreadWorkerFailed;
    case "TimedOut": return text.unreadTimedOut(failure.detail);
    case "Stopped": return text.unreadStopped;
    case "DownloadFailed": return text.unreadDownloadFailed;
    case "AddressRefused": return text.unreadAddressRefused;
    case "NotInstalled": return text.unreadNotInstalled(failure.detail);
    case "LanguageNotInstalled": return text.unreadLanguageNotInstalled;
    default: return text.unreadDamaged;
  }
}

/** Where a picture is: "page 3", "slide 2" or "sheet Costs", as the server names it. */
function pictureText(place: string | undefined, text: Strings): string | undefined {
  const [kind, which] = place?.match(/^(\w+) (.+)$/s)?.slice(1) ?? [];
  switch (kind) {
    case "page": return text.page(Number(which));
    case "slide": return text.slide(Number(which));
    case "sheet": return text.sheet(which ?? "");
    default: return place;
  }
}

/** What is hidden in a workbook: "sheet Rates; 120 rows of sheet Costs", as the server names it. */
function hiddenText(parts: string | undefined, text: Strings): string | undefined {
  return parts?.split("; ").map(part => {
    const [, more, count, what, sheet] = part.match(/^(?:([\d,]+) more|(?:([\d,]+) (row|column)s? of )?sheet (.+))$/s) ?? [];
    if (more) return text.hiddenMore(more);
    if (!sheet) return part;
    return count ? text.hiddenInSheet(count, what === "column", text.sheet(sheet)) : text.sheet(sheet);
  }).join(text.hiddenBetween);
}

export function failureText(failure: TurnFailure, text: Strings): string {
  switch (failure.problem) {
    case "ModelUnreachable": return text.failModelUnreachable;
    case "ModelTimedOut": return text.failModelTimedOut;
    case "ModelRateLimited": return text.failModelRateLimited;
    case "ModelNonsense": return text.failModelNonsense;
    case "Refused": return text.failRefused;
    case "DeadlineExceeded": return text.failDeadlineExceeded;
    case "Interrupted": return text.failInterrupted;
    case "NotKept": return text.failNotKept;
    default: return text.failInternal;
  }
}

/** Where in its source a quote stands, for the head of its card: "0:41 – 0:46", "page 3", "sheet Prices, B7". */
export function placeText(citation: Citation, text: Strings): string {
  if (citation.kind === "audio" && citation.start !== undefined) {
    return `${clock(citation.start)} – ${clock(citation.end ?? citation.start)}`;
  }
  const parts: string[] = [];
  if (citation.part) parts.push(citation.part);
  if (citation.sheet) parts.push(citation.sheet);
  if (citation.cell) parts.push(citation.cell);
  if (citation.slide) parts.push(text.slide(citation.slide));
  if (citation.page) parts.push(text.page(citation.page));
  if (citation.row && !citation.cell) parts.push(text.row(citation.row));
  if (citation.line && parts.length === 0) parts.push(text.line(citation.line));
  if (parts.length > 0) return parts.join(", ");
  switch (citation.kind) {
    case "image": return text.kindImage;
    case "audio": return text.kindAudio;
    case "memory": return text.kindMemory;
    case "tool": return text.kindTool;
    default: return citation.heading?.split(" > ").at(-1) ?? text.kindDocument;
  }
}
