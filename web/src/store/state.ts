import type { Language } from "../i18n/index.ts";
import type { Box, Connection, Conversation, LiveTurn, Message, Rating, ServerInfo } from "../model.ts";

export type Theme = "system" | "light" | "dark";
export type Dialog = { kind: "status" } | { kind: "shortcuts" } | { kind: "memory" } | { kind: "key"; again: boolean; answer: (key: string) => void } | { kind: "picture"; url: string; name: string; box?: Box; unitWidth?: number };

/** Everything that the page shows, replaced as a whole at every change. */
export interface State {
  language: Language;
  locale: string;
  theme: Theme;
  info: ServerInfo | null;
  conversations: Conversation[];
  listProblem: boolean;
  /** Whether there are older conversations than those listed, and what became of asking for them. */
  older: "none" | "there" | "loading" | "failed";
  search: string;
  searchProblem: boolean;
  found: Conversation[] | null;
  /** Null while a new conversation has no message yet. */
  current: string | null;
  /** The open conversation, when it was a new one until it got its id: what is being written in it stays in it. */
  begun: string | null;
  loading: boolean;
  problem: "load" | "gone" | null;
  messages: Message[];
  live: LiveTurn | null;
  /** By answer. */
  ratings: Record<string, Rating>;
  connection: Connection;
  /** Which citation's place is shown; `answer` is the id of its message. */
  cited: { answer: string; n: number } | null;
  sourcesOpen: boolean;
  railOpen: boolean;
  dialog: Dialog | null;
  removed: Conversation | null;
  /** Could not be deleted: what is kept of the reader is under a legal hold. */
  held: Conversation | null;
  /** Could not be renamed: the title that it has now. */
  unrenamed: Conversation | null;
  /** Nothing new is remembered of the reader. */
  memoryPaused: boolean;
}

export const initialState: State = {
  language: "en", locale: "en", theme: "system", info: null, conversations: [], listProblem: false, older: "none", search: "", searchProblem: false, found: null, current: null, begun: null, loading: false,
  problem: null, messages: [], live: null, ratings: {}, connection: "online", cited: null, sourcesOpen: false, railOpen: false, dialog: null, removed: null, held: null, unrenamed: null, memoryPaused: false,
};

/** Holds the state and tells whoever listens that it changed. */
export class Store extends EventTarget {
  state: State;

  constructor(state: Partial<State> = {}) {
    super();
    this.state = { ...initialState, ...state };
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.dispatchEvent(new Event("change"));
  }
}
