import { describe, expect, test } from "bun:test";
import { api } from "../api/api-hooks.ts";
import { newCard, newLane, newSession } from "../testing/chat-fixtures.ts";
import { serveChats } from "../testing/serve-chats.ts";
import { serverError } from "../testing/fake-server.ts";
import { openPage } from "../testing/page.tsx";
import { laneSnapshots } from "./lane-snapshots.ts";
import { markChatRead } from "./mark-chat-read.ts";
import { useInbox } from "./use-inbox.ts";

const page = openPage();
const session = newSession({ customerMessages: 3 });

async function markMaria() {
  laneSnapshots.set(new Map([["cus_maria", newLane(session)]]));
  const { result } = page.drawHook(() => ({ utils: api.useUtils(), inbox: useInbox().data }));
  await page.settle();
  markChatRead(result.current.utils, "cus_maria", session);
  await page.settle();
  return result.current.inbox?.cards.map(({ read }) => read);
}

describe("a chat that I have read", () => {
  test("is so in the list and in its lane, and the customer is told", async () => {
    serveChats(page, { cards: [newCard("Maria", session), newCard("Ben", { customerMessages: 3 })] });

    expect(await markMaria()).toEqual([3, 0]);
    expect(laneSnapshots.get().get("cus_maria")?.read).toBe(3);
    expect(page.server.inputs("message.read")).toEqual([{ sessionId: "ses_maria", count: 3 }]);
  });

  test("is so also when the customer could not be told", async () => {
    serveChats(page, { cards: [newCard("Maria", session)] });
    page.server.answers["message.read"] = () => {
      throw serverError();
    };

    expect(await markMaria()).toEqual([3]);
  });
});
