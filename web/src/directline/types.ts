/** The parts of Direct Line 3.0 that the page speaks. */
export interface WireAttachment {
  contentType: string;
  contentUrl?: string;
  name?: string;
  content?: unknown;
  thumbnailUrl?: string;
  /** Bytes, when the server says so. */
  size?: number;
  assistant?: { attachmentId?: string };
}

export interface WireActivity {
  type: string;
  id?: string;
  timestamp?: string;
  from?: { id?: string; role?: string; name?: string };
  text?: string;
  locale?: string;
  replyToId?: string;
  attachments?: WireAttachment[];
  suggestedActions?: { actions?: { type?: string; title?: string; value?: unknown }[] };
  channelData?: Record<string, unknown>;
  entities?: Record<string, unknown>[];
  value?: unknown;
}

export interface ActivitySet { activities: WireActivity[]; watermark?: string }

export interface Grant { conversationId: string; streamUrl?: string }

/** A request that did not succeed: status 0 means that the server was not reached. */
export class RequestError extends Error {
  constructor(readonly status: number, readonly retryAfterMs?: number, readonly detail?: string) {
    super(`The server answered ${status}.`);
  }

  /** Worth another try without the person's doing anything. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
