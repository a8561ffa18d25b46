import { expect, test } from "bun:test";
import type { PublicName } from "#domain/model/member.ts";
import { buildConversation } from "#domain/views/public-conversation.ts";
import { DAY } from "#domain/model/instant.ts";
import { type ChatStoreState, initialState } from "./chat-state.ts";
import { parentPageNews } from "./parent-page-news.ts";

const NOW = 1_000_000_000_000;
const of = (state: Partial<ChatStoreState>) => parentPageNews({ ...initialState, ...state }, 0);
const chat = (expiresAt: number) => ({
  id: "ses_1" as const,
  no: 1,
  talk: { ...buildConversation([]), expiresAt },
  read: 0,
  seen: 0,
});

test("answers by mail are counted while no chat is on the screen, and none of their words is told", () => {
  const answered = { from: "Ana" as PublicName, count: 2 };

  expect(of({ answered })).toMatchObject({ unread: 2, preview: "" });
  expect(of({ answered, window: { open: true, full: false } })).toMatchObject({ unread: 0 });
  expect(of({ answered, session: chat(NOW) })).toMatchObject({ unread: 0 });
});

test("the page looks for an answer until 14 days after the customer has last acted, and never before that", () => {
  expect(of({}).until).toBe(0);
  expect(of({ actedAt: NOW }).until).toBe(NOW + 14 * DAY);
  expect(of({ session: chat(NOW), skewMs: 500 }).until).toBe(NOW - 500);
  expect(of({ session: chat(NOW + 15 * DAY), actedAt: NOW }).until).toBe(NOW + 15 * DAY);
});
