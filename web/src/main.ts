import "./components/assistant-app.ts";
import { provide } from "./store/controller.ts";
import { Session } from "./store/session.ts";
import { Store } from "./store/state.ts";

const session = new Session(new Store());
provide(session);
await session.newDraft.claim();
document.body.prepend(document.createElement("assistant-app"));
void session.begin();
