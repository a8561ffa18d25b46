import { expect, test } from "bun:test";
import type { MailPage } from "#domain/views/customer-state.ts";
import { prependPage } from "#domain/views/prepend-page.ts";
import type { PublicEntry } from "#domain/views/public-conversation.ts";
import { atTime } from "../../chat/at-time.ts";
import { initialState } from "../../chat/chat-state.ts";
import { messagesBefore } from "../../chat/messages-before.ts";
import { threadSession } from "../../chat/newest-mail.ts";
import { conversationEntries } from "./conversation-entries.ts";

function written(clientId: string, no: number): PublicEntry {
  const author = { kind: "customer" } as const;
  const message = { clientId, author, text: clientId, sentAt: 1, sources: [], stopped: false };
  return { kind: "message", no, at: 1, message };
}

/** A page of mail with these messages of the customer. @param seen - how many of them a member has seen */
function mailPage(clientIds: readonly string[], page: Pick<MailPage, "sessionId" | "seen" | "earlier">) {
  const entries = clientIds.map((clientId, at) => written(clientId, at + 1));
  const counts = { own: clientIds.length, ours: 0, read: 0, unseenBefore: 0 };
  return { ...counts, no: 9, entries, ended: null, ...page } satisfies MailPage;
}

test("each of the customer's messages is seen by the read mark of its own session of mail", () => {
  const cursor = { sessionId: "ses_1", no: 5, own: 3, ours: 0 } as const;
  const newest = threadSession(
    mailPage(["new 1", "new 2"], { sessionId: "ses_2", seen: 1, earlier: cursor }),
  );
  expect(messagesBefore(newest)).toEqual({ own: 0, ours: 0 });

  const inside = { ...cursor, no: 3, own: 1 };
  const late = mailPage(["old 2", "old 3"], { sessionId: "ses_1", seen: 1, earlier: inside });
  const early = mailPage(["old 1"], { sessionId: "ses_1", seen: 2, earlier: null });
  const session = prependPage(prependPage(newest, late), early);

  const marks = conversationEntries(atTime({ ...initialState, session }, 0)).map(({ id, mark }) => [
    id,
    mark,
  ]);
  expect(marks).toEqual([
    ["old 1", "seen"],
    ["old 2", "seen"],
    ["old 3", "sent"],
    ["new 1", "seen"],
    ["new 2", "sent"],
  ]);
  expect(messagesBefore(session)).toEqual({ own: -3, ours: 0 });
});

test("no message of an older session of mail is seen whose read mark is before its page", () => {
  const newest = threadSession(mailPage(["new 1"], { sessionId: "ses_2", seen: 1, earlier: null }));
  const inside = { sessionId: "ses_1", no: 3, own: 4, ours: 0 } as const;
  const session = prependPage(
    newest,
    mailPage(["old 5", "old 6"], { sessionId: "ses_1", seen: -4, earlier: inside }),
  );

  const marks = conversationEntries(atTime({ ...initialState, session }, 0)).map(({ mark }) => mark);
  expect(marks).toEqual(["sent", "sent", "seen"]);
});
