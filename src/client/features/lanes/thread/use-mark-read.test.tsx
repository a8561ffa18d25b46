import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { newChat, newLane, newSession } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { setAttention } from "../../../testing/attention.ts";
import { openPage } from "../../../testing/page.tsx";
import { stub } from "../../../testing/stub.ts";
import { useMarkRead } from "./use-mark-read.ts";

const page = openPage();
const session = newSession({ customerMessages: 3 });

interface Look {
  isAtEnd: boolean;
  isLoaded?: boolean;
  unread?: number;
}

/** Runs the hook on a chat with three messages, of which (by default) one has been read. */
function look(first: Look) {
  serveChats(page, {});
  let now = first;
  const { result, rerender } = page.drawHook(() => {
    const { isAtEnd, isLoaded = true, unread = 2 } = now;
    const lane = isLoaded ? newLane(session) : null;
    return useMarkRead(newChat("mine", { session, unread, read: 3 - unread, lane }), isAtEnd);
  });
  return {
    newAfter: () => result.current,
    again(next: Look) {
      now = next;
      rerender();
    },
  };
}

async function marked() {
  await page.settle();
  return page.server.inputs("message.read");
}

describe("a chat is marked as read", () => {
  test("when its end is in view and somebody looks", async () => {
    look({ isAtEnd: true });

    expect(await marked()).toEqual([{ sessionId: "ses_maria", count: 3 }]);
  });

  test("not while its end is out of view", async () => {
    look({ isAtEnd: false });

    expect(await marked()).toEqual([]);
  });

  test("not while nothing of it is loaded", async () => {
    look({ isAtEnd: true, isLoaded: false });

    expect(await marked()).toEqual([]);
  });

  test("not while nobody looks, and as soon as somebody does", async () => {
    setAttention(false);
    look({ isAtEnd: true });
    expect(await marked()).toEqual([]);

    setAttention(true);
    expect(await marked()).toHaveLength(1);
  });

  test("not while the page is hidden", async () => {
    stub(document, "visibilityState", "hidden");
    look({ isAtEnd: true });
    expect(await marked()).toEqual([]);

    stub(document, "visibilityState", "visible");
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    expect(await marked()).toHaveLength(1);
  });

  test("not where all is read", async () => {
    look({ isAtEnd: true, unread: 0 });

    expect(await marked()).toEqual([]);
  });
});

describe("the line “New”", () => {
  test("is not drawn for who reads along", () => {
    expect(look({ isAtEnd: true }).newAfter()).toBeNull();
  });

  test("stands after what was read, for who was away", () => {
    expect(look({ isAtEnd: false }).newAfter()).toBe(1);
  });

  test("stays while the reader reads what is below it", () => {
    const reader = look({ isAtEnd: false });
    reader.again({ isAtEnd: true, unread: 0 });

    expect(reader.newAfter()).toBe(1);
  });

  test("moves on with what was read since", () => {
    const reader = look({ isAtEnd: false });
    reader.again({ isAtEnd: false, unread: 1 });

    expect(reader.newAfter()).toBe(2);
  });

  test("goes when the reader has read all and leaves", () => {
    const reader = look({ isAtEnd: false });
    reader.again({ isAtEnd: true, unread: 0 });
    setAttention(false);

    expect(reader.newAfter()).toBeNull();
  });
});
