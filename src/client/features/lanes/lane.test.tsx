import { act, screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { KEN, heldBy, newCard, newLanes } from "../../testing/chat-fixtures.ts";
import { publishFacts, serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { useLiveFeed } from "../../live/use-live-feed.ts";
import { Lane } from "./lane.tsx";
import { focusRequest } from "./layout/focus-request.ts";

const page = openPage();

async function drawLane({ lanes = newLanes(), cards = [newCard("Maria")], isNamesake = false } = {}) {
  const onLeave = mock();
  serveChats(page, { cards });
  page.draw(<LiveLane {...{ lanes, isNamesake, onLeave }} />);
  await page.settle();
  return { ...lanes.moves, onLeave };
}

function LiveLane(props: { lanes: ReturnType<typeof newLanes>; isNamesake: boolean; onLeave: () => void }) {
  useLiveFeed();
  return <Lane customerId="cus_maria" {...props} />;
}

const region = (name = "Chat with Maria") => screen.getByRole("region", { name });
const box = () => screen.getByRole("textbox", { name: "Reply to Maria" });

describe("a lane", () => {
  test("is named after its customer", async () => {
    await drawLane();

    expect(region()).toBeDefined();
  });

  test("is named with the address beside a namesake", async () => {
    await drawLane({ isNamesake: true });

    expect(region("Chat with Maria (maria@example.com)")).toBeDefined();
  });

  test("says nothing before its chat is known", async () => {
    await drawLane({ cards: [] });

    expect(region("Chat with …").querySelector("[aria-busy=true]")).not.toBeNull();
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  test("tells that somebody is busy in it", async () => {
    const { focus } = await drawLane();
    await page.user.click(box());

    expect(focus).toHaveBeenCalledWith("cus_maria");
  });

  test("puts the keyboard into its text when it is asked to", async () => {
    focusRequest.set("cus_maria");
    await drawLane();

    expect(document.activeElement).toBe(box());
    expect(focusRequest.get()).toBeNull();
  });

  test("takes the keyboard itself where nothing can be written", async () => {
    focusRequest.set("cus_maria");
    await drawLane({ cards: [newCard("Maria", { holder: KEN })] });

    expect(document.activeElement).toBe(region());
  });

  test("keeps the wish for the keyboard until there is a chat", async () => {
    focusRequest.set("cus_maria");
    await drawLane({ cards: [] });

    expect(focusRequest.get()).toBe("cus_maria");
  });

  test("goes from the text to the lane at the first Escape, and back to the list at the second", async () => {
    const { onLeave } = await drawLane();
    await page.user.click(box());
    await page.user.keyboard("{Escape}");
    expect(document.activeElement).toBe(region());
    expect(onLeave).not.toHaveBeenCalled();

    await page.user.keyboard("{Escape}");
    expect(onLeave).toHaveBeenCalledTimes(1);
  });

  test("restores a maximised lane before it goes back to the list", async () => {
    const { onLeave, maximise } = await drawLane({ lanes: newLanes({ layout: { maximised: "cus_maria" } }) });
    act(() => region().focus());
    await page.user.keyboard("{Escape}");

    expect(maximise).toHaveBeenCalledWith(null);
    expect(onLeave).not.toHaveBeenCalled();
  });

  test("stays in the text at other keys", async () => {
    await drawLane();
    await page.user.click(box());
    await page.user.keyboard("a");

    expect(document.activeElement).toBe(box());
  });

  test("catches the keyboard when its button goes away with the change it made", async () => {
    const queued = newCard("Maria", { holder: { kind: "queue" }, queuedAt: 1 });
    await drawLane({ lanes: newLanes({ layout: { focused: "cus_maria" } }), cards: [queued] });
    await page.user.click(screen.getByRole("button", { name: "Accept" }));
    publishHeld();
    await page.settle();

    expect(document.activeElement).toBe(box());
  });

  test("leaves the keyboard alone when another lane has the focus", async () => {
    const queued = newCard("Maria", { holder: { kind: "queue" }, queuedAt: 1 });
    await drawLane({ lanes: newLanes({ layout: { focused: "cus_ben" } }), cards: [queued] });
    publishHeld();
    await page.settle();

    expect(screen.queryByRole("button", { name: "Accept" })).toBeNull();
    expect(document.activeElement).toBe(document.body);
  });
});

function publishHeld() {
  publishFacts(page, [
    {
      kind: "session-held",
      sessionId: "ses_maria",
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
