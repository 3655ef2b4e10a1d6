import type { Access } from "./access.ts";
import { call } from "./http.ts";
import { RequestError, type ActivitySet, type Grant, type WireActivity } from "./types.ts";
import { upload } from "./upload.ts";

export interface OutgoingFile { name: string; blob: Blob }

/** Direct Line 3.0 against our own server, with the user's token for every conversation of theirs. */
export class DirectLineClient {
  constructor(private readonly access: Access, private readonly base = "/v3/directline") {}

  /** Starts a conversation and returns its id. */
  async start(): Promise<string> {
    const grant = await this.access.with(token => call<Grant>(`${this.base}/conversations`, { method: "POST", token }));
    return grant.conversationId;
  }

  /** The address of a fresh stream that begins after the watermark. */
  async stream(conversation: string, watermark?: string): Promise<string> {
    const grant = await this.access.with(token => call<Grant>(this.#url(conversation) + after(watermark), { token }));
    if (!grant.streamUrl) throw new RequestError(404);
    return grant.streamUrl;
  }

  activities(conversation: string, watermark?: string): Promise<ActivitySet> {
    return this.access.with(token => call<ActivitySet>(`${this.#url(conversation)}/activities${after(watermark)}`, { token }));
  }

  async post(conversation: string, activity: WireActivity, signal?: AbortSignal): Promise<string | undefined> {
    const sent = await this.access.with(token => call<{ id?: string }>(`${this.#url(conversation)}/activities`, { method: "POST", token, json: activity, signal }));
    return sent?.id;
  }

  /** Sends a message with its files in one request. */
  async upload(conversation: string, activity: WireActivity, files: OutgoingFile[], progress: (fraction: number) => void, signal?: AbortSignal): Promise<string | undefined> {
    const user = await this.access.userId();
    const sent = await this.access.with(token => {
      const form = new FormData();
      form.append("activity", new Blob([JSON.stringify(activity)], { type: "application/vnd.microsoft.activity" }), "blob");
      for (const file of files) form.append("file", file.blob, file.name);
      return upload<{ id?: string }>({ url: `${this.#url(conversation)}/upload?userId=${encodeURIComponent(user)}`, token, form, signal, progress });
    });
    return sent?.id;
  }

  #url(conversation: string): string {
    return `${this.base}/conversations/${encodeURIComponent(conversation)}`;
  }
}

function after(watermark: string | undefined): string {
  return watermark ? `?watermark=${encodeURIComponent(watermark)}` : "";
}
