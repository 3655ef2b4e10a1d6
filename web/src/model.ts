/** What the page shows. The wire formats are turned into these in wire.ts and page-api.ts, nowhere else. */

export type SourceKind = "image" | "audio" | "document" | "memory" | "tool";

/** Edges in the unit of its context: pixels of a picture, points of a page. */
export interface Box { x0: number; y0: number; x1: number; y1: number }

/** The n-th source of an answer, with the place the quote stands at. */
export interface Citation {
  n: number;
  kind: SourceKind;
  source: string;
  quote: string;
  attachmentId?: string;
  supported: boolean;
  box?: Box;
  start?: number;
  end?: number;
  page?: number;
  sheet?: string;
  cell?: string;
  row?: number;
  slide?: number;
  heading?: string;
  line?: number;
  part?: string;
}

export interface FileView {
  id: string;
  name: string;
  type: string;
  size?: number;
  /** Where the browser loads it from: a blob of this page or the server. */
  url?: string;
}

export interface ReadFailure { source: string; problem: string; detail?: string; retryable: boolean }

export interface TurnFailure { problem: string; turnId?: string; retryable: boolean }

/** waiting: no connection; sending: on its way; sent: the server has it; failed: the person must decide. */
export type Delivery = "waiting" | "sending" | "sent" | "failed";

export interface UserMessage {
  role: "user";
  /** Our id (channelData.clientActivityID): stays the same before and after the server has seen it. */
  id: string;
  activityId?: string;
  text: string;
  /** Values of a card's form. */
  value?: unknown;
  files: FileView[];
  at: string;
  delivery: Delivery;
  problem?: string;
  /** Names of its files that are in this browser no more: it was not sent without them. */
  gone?: string[];
}

export interface Answer {
  role: "assistant";
  id: string;
  replyTo?: string;
  text: string;
  at: string;
  citations: Citation[];
  found: boolean;
  model?: string;
  language?: string;
  unread: ReadFailure[];
  failure?: TurnFailure;
  suggestions: string[];
  card?: unknown;
  stopped?: boolean;
}

/** Null: none, or taken back. */
export interface Rating { rating: "like" | "dislike" | null; reason?: string }

export type Message = UserMessage | Answer;

export type Stage = "Queued" | "Fetching" | "ReadingPictures" | "Listening" | "ReadingDocuments" | "Searching" | "Thinking" | "UsingTool";

export interface Progress { stage: Stage; done?: number; total?: number; subject?: string }

/** The turn that is running: what it does, and the answer so far. */
export interface LiveTurn { replyTo?: string; progress: Progress; text: string; stopping?: boolean }

export interface Conversation { id: string; title: string; at: string; /** The person asked that nothing of it is remembered. */ unremembered?: boolean }

export interface Feature { name: string; available: boolean; detail?: string; remedy?: string }

export interface ServerInfo {
  /** Null when answers are quotes. */
  model: string | null;
  features: Feature[];
  maxFileBytes: number;
  /** Of a wav, flac, mp3, ogg or webm. */
  maxRecordingBytes: number;
  maxFiles: number;
}

export type Connection = "online" | "reconnecting" | "offline";
