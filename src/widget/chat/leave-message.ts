import { newId } from "#transport/new-id.ts";
import type { ChatController } from "./chat-controller.ts";
import type { CustomerDetails } from "./stored-customer.ts";

/** Leaves the draft as a message for when people are there, with the details from the form. */
export async function leaveMessage(chat: ChatController, who: CustomerDetails): Promise<void> {
  const text = chat.store.get().draft.trim();
  const clientId = (chat.letterId ??= newId());
  const isLeft = await chat.submit(who, (form) =>
    chat.api.session.leaveMessage.mutate({ form, clientId, text }),
  );
  if (!isLeft) return;
  chat.setDraft("");
  chat.store.set({ letter: "sent", status: chat.strings.$letterSent, starting: "no" });
}
