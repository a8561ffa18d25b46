import { prependPage } from "#domain/views/prepend-page.ts";
import type { MailCursor, MailPage } from "#domain/views/customer-state.ts";
import type { Api } from "../chat/api-client.ts";
import type { ChatController } from "../chat/chat-controller.ts";
import { h, type VirtualElement } from "../view/dom/virtual-dom.ts";
import { button } from "../view/elements/button.ts";
import { icon } from "../view/elements/icon.ts";
import { plural } from "../view/locale/formats.ts";
import { strings } from "./later-locale.ts";

/** The button above the first row while there are earlier messages. */
export function earlierButton(chat: ChatController): VirtualElement {
  return button("link", strings.$earlier, () => void showEarlier(chat));
}

/** Loads the page before the loaded messages. A button that goes with the last of them leaves its focus to the log. */
export async function showEarlier(chat: ChatController): Promise<void> {
  const focused = document.activeElement;
  await loadEarlier(chat);
  if (focused?.isConnected === false) document.querySelector<HTMLElement>(".log")?.focus();
}

/** Loads the page before the loaded messages, if there is one and it is not being loaded. */
export async function loadEarlier({ store, api }: Pick<ChatController, "api" | "store">): Promise<void> {
  const { session, loadingEarlier } = store.get();
  const { id: sessionId, earlier } = session ?? {};
  if (!sessionId || !earlier || loadingEarlier === earlier) return;
  // The announcement is made anew for each page, so the last one is taken back.
  store.set({ loadingEarlier: earlier, status: "" });
  try {
    const page =
      "sessionId" in earlier
        ? await readMail(api, earlier)
        : await api.session.earlier.query({ sessionId, before: earlier });
    const { session: now } = store.get();
    // The session may have been replaced, or loaded again.
    if (page && now?.earlier === earlier)
      store.set({
        session: prependPage(now, page),
        status: strings.$earlierSaid,
        unseenBefore: "unseenBefore" in page ? page.unseenBefore : 0,
      });
  } catch {
    // The button asks again.
    store.set({ loadingEarlier: null, unseenBefore: 0 });
  }
}

/** Reads the page of mail before a cursor, and reports what is shown with it as seen. */
async function readMail(api: Api, before: MailCursor): Promise<MailPage | null> {
  const page = await api.session.thread.query({ before });
  if (page?.sessionId === before.sessionId && page.read < page.ours) {
    const count = page.ours + (page.earlier?.sessionId === page.sessionId ? page.earlier.ours : 0);
    await api.message.read.mutate({ sessionId: page.sessionId, count });
  }
  return page;
}

/** The button that leads to new messages. @param below - how many there are, more than 0 */
export function newMessages(below: number, chat: ChatController): VirtualElement {
  return h(
    "button",
    { class: "pill", onclick: () => chat.store.set({ countWhenScrolledUp: null }) },
    icon("down"),
    plural(below, strings.$unread),
  );
}
