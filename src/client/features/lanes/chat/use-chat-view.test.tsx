import { describe, expect, test } from "bun:test";
import type { ChatCard } from "#domain/views/inbox.ts";
import type { LaneSnapshot } from "#domain/views/customer-lane.ts";
import { laneSnapshots } from "../../../live/lane-snapshots.ts";
import { heldBy, KEN, newCard, newLane, newSession } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { openPage } from "../../../testing/page.tsx";
import { useChatView } from "./use-chat-view.ts";

const page = openPage();

async function read(cards: readonly ChatCard[], lane?: LaneSnapshot) {
  serveChats(page, { cards });
  if (lane !== undefined) laneSnapshots.set(new Map([["cus_maria", lane]]));
  const { result } = page.drawHook(() => useChatView("cus_maria"));
  await page.settle();
  return result.current;
}

describe("a chat", () => {
  test("is nothing while nothing is known of the customer", async () => {
    expect(await read([newCard("Ben")])).toBeNull();
  });

  test.each([
    ["the chatbot's", newSession({ holder: { kind: "bot" } }), "bot"],
    ["in line", newSession({ holder: { kind: "queue" } }), "queue"],
    ["a colleague's", newSession({ holder: KEN }), "other"],
    ["nobody's", newSession({ holder: { kind: "nobody" } }), "ended"],
    ["ended", newSession({ endedAt: 1, holder: { kind: "nobody" } }), "ended"],
    ["ended in line", newSession({ endedAt: 1, unattended: true }), "unattended"],
  ] as const)("that is %s stands so", async (_whose, session, state) => {
    expect((await read([], newLane(session)))?.state).toBe(state);
  });

  test("that I hold is mine", async () => {
    expect((await read([], newLane(newSession({ holder: heldBy(page.me) }))))?.state).toBe("mine");
  });

  test("is the open one, where an earlier one waits to be seen to", async () => {
    const left = newCard("Maria", { id: "ses_left", endedAt: 1, unattended: true });

    expect((await read([newCard("Maria"), left]))?.session.id).toBe("ses_maria");
  });

  test("stands as the lane says, which is read whole", async () => {
    const chat = await read([newCard("Maria")], newLane(newSession({ holder: KEN })));

    expect(chat?.state).toBe("other");
  });

  test("counts as read what either the lane or the list has seen", async () => {
    const lane = newLane(newSession({ customerMessages: 5 }), [], { read: 1 });
    const chat = await read([newCard("Maria", { customerMessages: 5 }, 3)], lane);

    expect(chat).toMatchObject({ read: 3, unread: 2 });
  });

  test("counts nothing as read for having read an earlier session", async () => {
    const lane = newLane(newSession({ customerMessages: 5 }), [], { read: 1 });
    const chat = await read([newCard("Maria", { id: "ses_before" }, 3)], lane);

    expect(chat).toMatchObject({ read: 1, unread: 4 });
  });

  test("never has fewer than no unread messages", async () => {
    expect((await read([newCard("Maria", { customerMessages: 1 }, 3)]))?.unread).toBe(0);
  });
});
