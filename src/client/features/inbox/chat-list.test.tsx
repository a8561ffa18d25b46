import { screen, within } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import type { ChatCard } from "#domain/views/inbox.ts";
import { heldBy, KEN, newCard, newInbox, newPastCard } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { refusal } from "../../testing/fake-server.ts";
import { newMe } from "../../testing/fixtures.ts";
import { openPage, NOW } from "../../testing/page.tsx";
import { ChatList } from "./chat-list.tsx";

const page = openPage();
const queued = { holder: { kind: "queue" }, queuedAt: NOW } as const;

interface Drawn {
  cards?: readonly ChatCard[];
  isCompact?: boolean;
  onToggleCompact?: (() => void) | null;
}

async function drawList({ cards = [], isCompact = false, onToggleCompact = null }: Drawn = {}) {
  const onOpen = mock();
  serveChats(page, { cards });
  await redraw({ isCompact, onToggleCompact, onOpen });
  return onOpen;
}

async function redraw(changes: object = {}) {
  page.draw(
    <ChatList current={null} isCompact={false} onToggleCompact={null} onOpen={mock()} {...changes} />,
  );
  await page.settle();
}

const section = (name: string) => within(screen.getByRole("region", { name }));
const namesIn = (name: string) =>
  section(name)
    .queryAllByRole("link")
    .map(({ textContent }) => textContent?.slice(0, 3));
const button = (name: string) => screen.queryByRole("button", { name });

const expanded = (name: RegExp) =>
  screen.getAllByRole("button", { name }).at(-1)?.getAttribute("aria-expanded");

describe("the list of chats", () => {
  test("has six sections, and each chat in the one where it belongs", async () => {
    await drawList({
      cards: [
        newCard("Ada", queued),
        newCard("Ben", { holder: heldBy(page.me) }),
        newCard("Cid", { endedAt: NOW, unattended: true, holder: { kind: "nobody" } }),
        newCard("Dan"),
        newCard("Eve", { channel: "mail", holder: heldBy(page.me), awaitingSince: NOW }),
        newCard("Fay", { channel: "mail", holder: { kind: "nobody" }, awaitingSince: NOW + 1 }),
      ],
    });

    expect(namesIn("Waiting")).toEqual(["Ada"]);
    expect(namesIn("Chatting with")).toEqual(["Ben"]);
    expect(namesIn("Messages")).toEqual(["Eve"]);
    expect(namesIn("Unassigned")).toEqual(["Cid", "Fay"]);
    expect(namesIn("Chatbot")).toEqual(["Dan"]);
    expect(namesIn("Has chatted with")).toEqual([]);
  });

  test("is a shape until it is read", async () => {
    await redraw();

    expect(document.querySelector("[aria-busy=true]")).not.toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("can be asked for again when it could not be read", async () => {
    page.server.answers = {
      "agent.inbox": () => {
        throw refusal("customer-unknown");
      },
    };
    await redraw();
    expect(screen.getByRole("alert").textContent).toContain("Chats could not be loaded.");
    expect(document.querySelector("[aria-busy=true]")).toBeNull();

    page.server.answers = { "agent.inbox": () => newInbox() };
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("region", { name: "Waiting" })).toBeDefined();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("lets admins see everyone's chats", async () => {
    page.me = newMe({ role: "admin" });
    await drawList({ cards: [newCard("Ben", { holder: KEN })] });
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Mine" }).checked).toBe(true);
    expect(namesIn("Chatting with")).toEqual([]);

    await page.user.click(screen.getByRole("radio", { name: "Everyone" }));
    expect(namesIn("Chatting with")).toEqual(["Ben"]);
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Everyone" }).checked).toBe(true);
  });

  test("gives agents no such choice", async () => {
    await drawList();

    expect(screen.queryByRole("radiogroup", { name: "Show" })).toBeNull();
  });

  test("gives no such choice in a strip of names", async () => {
    page.me = newMe({ role: "admin" });
    await drawList({ isCompact: true });

    expect(screen.queryByRole("radiogroup", { name: "Show" })).toBeNull();
  });

  test("offers to accept whoever is next while somebody waits, and opens their chat", async () => {
    const onOpen = await drawList({ cards: [newCard("Ada", queued)] });
    page.server.answers["agent.acceptNext"] = () => ({
      customerId: "cus_ada",
      customerName: "Ada",
      sessionId: "ses_ada",
    });
    await page.user.click(section("Waiting").getByRole("button", { name: "Accept next" }));
    await page.settle();

    expect(onOpen.mock.calls).toEqual([["cus_ada", false]]);
  });

  test("does not offer it while nobody waits", async () => {
    await drawList({ cards: [newCard("Ada")] });

    expect(button("Accept next")).toBeNull();
  });

  test("does not offer it in a strip of names", async () => {
    await drawList({ cards: [newCard("Ada", queued)], isCompact: true });

    expect(button("Accept next")).toBeNull();
  });

  test("shows more of those I have chatted with, page by page", async () => {
    serveChats(page, {});
    const next = { at: 5, customerId: "cus_eva" } as const;
    page.server.answers["agent.chattedWith"] = ({ before }) =>
      before === null ? { cards: [newPastCard("Eva")], next } : { cards: [newPastCard("Fay")], next: null };
    await redraw();
    expect(namesIn("Has chatted with")).toEqual(["Eva"]);
    await page.user.click(screen.getByRole("button", { name: "Show more" }));
    await page.settle();

    expect(namesIn("Has chatted with")).toEqual(["Eva", "Fay"]);
    expect(page.server.inputs("agent.chattedWith").at(-1)).toEqual({ before: next });
    expect(button("Show more")).toBeNull();
  });

  test("offers no more where those who have chatted are folded away", async () => {
    serveChats(page, {});
    page.server.answers["agent.chattedWith"] = () => ({
      cards: [newPastCard("Eva")],
      next: { at: 5, customerId: "cus_eva" },
    });
    await redraw();
    expect(button("Show more")).not.toBeNull();
    await page.user.click(screen.getByRole("button", { name: /^Has chatted with/ }));

    expect(button("Show more")).toBeNull();
  });

  test("remembers in this browser what was folded", async () => {
    await drawList({ cards: [newCard("Ada", queued)] });
    await page.user.click(screen.getByRole("button", { name: /^Waiting/ }));
    expect(namesIn("Waiting")).toEqual([]);
    await page.user.click(screen.getByRole("button", { name: /^Chatbot/ }));
    await page.user.click(screen.getByRole("button", { name: /^Chatbot/ }));
    await redraw();

    expect(expanded(/^Waiting/)).toBe("false");
    expect(expanded(/^Chatbot/)).toBe("true");
  });

  test.each([
    [false, "Show names only"],
    [true, "Show the whole list"],
  ])("can be made a strip of names, and back: %p", async (isCompact, name) => {
    const onToggleCompact = mock();
    await drawList({ isCompact, onToggleCompact });
    await page.user.click(screen.getByRole("button", { name }));

    expect(onToggleCompact).toHaveBeenCalledTimes(1);
  });

  test("gives no choice where there is none", async () => {
    await drawList();

    expect(button("Show names only")).toBeNull();
  });
});
