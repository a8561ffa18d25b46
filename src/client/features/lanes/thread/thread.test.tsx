import { act, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { applyEphemeralEventToChat } from "../../../live/ephemeral-state.ts";
import { laneSnapshots } from "../../../live/lane-snapshots.ts";
import { outboxScopeOf, useMemberStorage } from "../../../live/member-storage.ts";
import { CUSTOMER, me, newChat, newLane, newMessage, newSession } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { refusal } from "../../../testing/fake-server.ts";
import { openPage } from "../../../testing/page.tsx";
import { scrollTo } from "../../../testing/scrolling.ts";
import type { Chat } from "../chat/use-chat-view.ts";
import { Thread } from "./thread.tsx";

const page = openPage();
const session = newSession({ customerMessages: 1, ourMessages: 1 });
const lane = () =>
  newLane(session, [newMessage(CUSTOMER, "Do you sell tea?"), newMessage(me(page.me), "We do.")]);

async function drawThread({ isInFocus = true, ...changes }: Partial<Chat> & { isInFocus?: boolean } = {}) {
  serveChats(page, {});
  const chat = newChat("mine", { session, lane: lane(), ...changes });
  if (chat.lane !== null) laneSnapshots.set(new Map([["cus_maria", chat.lane]]));
  page.draw(<Thread chat={chat} isInFocus={isInFocus} />);
  await page.settle();
}

const log = () => screen.getByRole("log", { name: "Conversation with Maria" });
const read = (count: number) =>
  act(() =>
    applyEphemeralEventToChat(
      { kind: "read", sessionId: "ses_maria", by: "customer", memberId: null, count },
      "Ana",
    ),
  );

describe("a thread", () => {
  test("shows what was said", async () => {
    await drawThread();

    expect(log().textContent).toContain("Do you sell tea?");
    expect(log().textContent).toContain("We do.");
  });

  test("says that nothing was said yet", async () => {
    await drawThread({ lane: newLane(newSession()) });

    expect(screen.getByText("Nothing has been written yet.")).toBeDefined();
  });

  test("shows what is on its way while the rest is loaded", async () => {
    const { result } = page.drawHook(useMemberStorage);
    result.current.outbox.add(outboxScopeOf("cus_maria", "ses_maria"), "One moment");
    await drawThread({ lane: null });

    expect(screen.queryByRole("log")).toBeNull();
    expect(document.querySelector("[aria-busy=true]")).not.toBeNull();
    expect(screen.getByText("One moment")).toBeDefined();
  });

  test.each([
    [true, "polite"],
    [false, "off"],
  ])("is read out only in focus: %p", async (isInFocus, live) => {
    await drawThread({ isInFocus });

    expect(log().getAttribute("aria-live")).toBe(live);
  });

  test("offers the way to the end only to who has scrolled away from it", async () => {
    await drawThread();
    expect(screen.queryByRole("button", { name: "Go to the newest message" })).toBeNull();

    scrollTo(log(), { top: 0, height: 1_000, view: 400 });
    const jump = screen.getByRole("button", { name: "Go to the newest message" });
    await page.user.click(jump);
    expect(log().scrollTop).toBe(1_000);
  });

  test("says “Seen” below my last message once the customer has seen all of mine", async () => {
    await drawThread();
    expect(screen.queryByText("Seen")).toBeNull();

    read(1);
    expect(screen.getByText("Seen")).toBeDefined();
  });

  test("does not say “Seen” before they have seen all", async () => {
    await drawThread({ session: newSession({ ourMessages: 2 }) });
    read(1);

    expect(screen.queryByText("Seen")).toBeNull();
  });

  test("does not say “Seen” where nothing was written to them", async () => {
    await drawThread({ session: newSession({ ourMessages: 0 }) });
    read(0);

    expect(screen.queryByText("Seen")).toBeNull();
  });

  test("says “Seen” at the message, and not at what the customer wrote after", async () => {
    await drawThread({
      lane: newLane(session, [newMessage(me(page.me), "We do."), newMessage(CUSTOMER, "Good.")]),
    });
    read(1);

    const said = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(said.find((text) => text?.includes("We do."))).toContain("Seen");
    expect(said.find((text) => text?.includes("Good."))).not.toContain("Seen");
  });

  test("offers older messages only where there are some", async () => {
    await drawThread();

    expect(screen.queryByRole("button", { name: "Show older messages" })).toBeNull();
  });

  test("reads older messages once at a time", async () => {
    await drawThread({ lane: newLane(session, [], { earlier: true }) });
    page.server.answers["agent.earlier"] = () => new Promise(() => {});
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Show older messages" });
    await page.user.click(button);
    expect(button.textContent).toBe("Loading older messages…");
    expect(button.disabled).toBe(true);

    scrollTo(log(), { top: 0, height: 1_000, view: 400 });
    await page.settle();
    expect(page.server.inputs("agent.earlier")).toHaveLength(1);
  });

  test("asks for older messages again when they did not come", async () => {
    await drawThread({ lane: newLane(session, [], { earlier: true }) });
    page.server.answers["agent.earlier"] = () => {
      throw refusal("customer-unknown");
    };
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Show older messages" });
    await page.user.click(button);
    await page.settle();
    expect(button.disabled).toBe(false);

    await page.user.click(button);
    await page.settle();
    expect(page.server.inputs("agent.earlier")).toHaveLength(2);
  });

  test("has every loaded message in the document, so that no height is a guess", async () => {
    const many = Array.from({ length: 300 }, (_, index) => newMessage(CUSTOMER, `Word ${index}`));
    await drawThread({ lane: newLane(session, many) });

    expect(screen.getAllByText(/^Word/)).toHaveLength(300);
  });
});
