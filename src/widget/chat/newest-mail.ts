import type { CustomerSession, MailPage } from "#domain/views/customer-state.ts";
import { buildConversation } from "#domain/views/public-conversation.ts";
import type { Api } from "./api-client.ts";
import type { ChatStoreState } from "./chat-state.ts";
import type { Store } from "./store.ts";

interface Asking {
  api: Api;
  store: Store<ChatStoreState>;
}

/**
 * Reads the newest page of the customer's mail, and says on the screen if that fails.
 *
 * @returns `null` if they have none, `undefined` if it could not be read
 */
export async function readNewestMail({ api, store }: Asking): Promise<MailPage | null | undefined> {
  store.set({ isThreadLost: false });
  try {
    return await api.session.thread.query({});
  } catch {
    store.set({ isThreadLost: true });
    return undefined;
  }
}

/** Returns a page of mail as the session that the screen shows. */
export function threadSession({
  sessionId,
  no,
  entries,
  ended,
  read,
  seen,
  earlier,
}: MailPage): CustomerSession {
  return { id: sessionId, no, talk: { ...buildConversation([]), entries, ended }, read, seen, earlier };
}
