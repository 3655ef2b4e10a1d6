import type { AssistantApp } from "./components/assistant-app.ts";
import { currentSession } from "./store/controller.ts";

/** The keys that work anywhere on the page; those of the message field are in the composer. */
export function handleKeys(event: KeyboardEvent, app: AssistantApp): void {
  const { store } = currentSession();
  if (event.defaultPrevented || event.isComposing || store.state.dialog) return;
  const target = event.composedPath()[0] as HTMLElement;
  const typing = target.matches?.("textarea, input:not([type=range]), [contenteditable]");
  if (event.key === "Escape") {
    if (app.escape()) event.preventDefault();
  } else if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const action = { KeyN: () => { currentSession().newConversation(); app.composer.focus(); }, KeyK: () => app.rail.focusSearch(), KeyS: app.toggleSources, KeyM: () => store.set({ dialog: { kind: "memory" } }) }[event.code];
    if (!action) return;
    event.preventDefault();
    if (event.code === "KeyK") store.set({ railOpen: true });
    void app.updateComplete.then(action);
  } else if (!typing && event.key === "?") {
    event.preventDefault();
    store.set({ dialog: { kind: "shortcuts" } });
  } else if (!typing && event.key === "/") {
    event.preventDefault();
    app.composer.focus();
  }
}
