import { describe, expect, mock, test } from "bun:test";
import { heldBy, newCard } from "../../../testing/chat-fixtures.ts";
import { publishFacts, serveChats } from "../../../testing/serve-chats.ts";
import { openPage } from "../../../testing/page.tsx";
import { queryClient } from "../../../api/query-client.ts";
import { useLiveFeed } from "../../../live/use-live-feed.ts";
import { useOnChatAssigned } from "./use-on-chat-assigned.ts";

const page = openPage();

async function drawAssigned(cards = [mine("Ada"), newCard("Ben")]) {
  const receive = mock();
  queryClient.clear();
  serveChats(page, { cards });
  const { unmount } = page.drawHook(() => {
    useLiveFeed();
    useOnChatAssigned(receive);
  });
  await page.settle();
  return { receive, unmount };
}

const mine = (name: string) => newCard(name, { holder: heldBy(page.me) });

function giveMe(sessionId: `ses_${string}`) {
  publishFacts(page, [
    {
      kind: "session-held",
      sessionId,
      holder: heldBy(page.me),
      generation: 2,
      routedUnder: 1,
      needsPerson: false,
      why: { kind: "accepted" },
      at: 1,
      queuedAt: null,
      returned: false,
      movedBySwitch: null,
    },
  ]);
}

describe("chats that become mine", () => {
  test("while nobody was looking are told", async () => {
    const { receive } = await drawAssigned();

    expect(receive.mock.calls).toEqual([["cus_ada"]]);
  });

  test("are told when they come", async () => {
    const { receive } = await drawAssigned([newCard("Ben")]);
    giveMe("ses_ben");
    await page.settle();

    expect(receive.mock.calls).toEqual([["cus_ben"]]);
  });

  test("are told once, also after the page was loaded again", async () => {
    const { unmount } = await drawAssigned();
    unmount();
    const { receive } = await drawAssigned();

    expect(receive).not.toHaveBeenCalled();
  });

  test("are told of again when they went and came back", async () => {
    const { unmount } = await drawAssigned();
    unmount();
    const gone = await drawAssigned([newCard("Ben")]);
    gone.unmount();
    await page.settle();
    const { receive } = await drawAssigned();

    expect(receive.mock.calls).toEqual([["cus_ada"]]);
  });
});
