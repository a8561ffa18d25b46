import { describe, expect, test } from "bun:test";
import { newCard } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { useHasNoChats } from "./use-has-no-chats.ts";

const page = openPage();

async function hasNone(hasChats: boolean, cards = [newCard("Ada")]) {
  page.me = { ...page.me, hasChats };
  serveChats(page, { cards });
  const { result } = page.drawHook(useHasNoChats);
  const atFirst = result.current;
  await page.settle();
  return { atFirst, later: result.current };
}

describe("a company where nobody ever chatted", () => {
  test("is known as such once the inbox is read", async () => {
    expect(await hasNone(false, [])).toEqual({ atFirst: false, later: true });
  });

  test("is no such company any more with the first chat", async () => {
    expect((await hasNone(false)).later).toBe(false);
  });

  test("is no such company when all chats have ended", async () => {
    expect((await hasNone(true, [])).later).toBe(false);
  });
});
