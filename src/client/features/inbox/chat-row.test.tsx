import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import type { ChatCard } from "#domain/views/inbox.ts";
import { useMemberStorage } from "../../live/member-storage.ts";
import { heldBy, KEN, newCard } from "../../testing/chat-fixtures.ts";
import { openPage } from "../../testing/page.tsx";
import { ChatRow } from "./chat-row.tsx";
import type { SectionName } from "./sections/sort-into-sections.ts";

const page = openPage();

interface Drawn {
  card?: ChatCard;
  shelf?: SectionName;
  current?: `cus_${string}` | null;
  isCompact?: boolean;
}

function drawRow({ card = newCard("Maria"), shelf = "bot", current = null, isCompact = false }: Drawn = {}) {
  const onOpen = mock();
  page.draw(<ChatRow {...{ card, shelf, current, isCompact, onOpen }} />);
  return onOpen;
}

const row = () => screen.getByRole("link", { name: /^Maria/ });
/** Whether the app handled the click; otherwise the browser would follow the link. */
const isTaken = (event: object) => !fireEvent.click(row(), event);
const said = (words: Partial<NonNullable<ChatCard["session"]["lastWords"]>>) => ({
  lastWords: { by: "customer", text: "Hello", at: 0, ...words } as const,
});

describe("a row of the list", () => {
  test("is a link to the chat", () => {
    drawRow();

    expect(row().getAttribute("href")).toBe("/inbox/cus_maria");
  });

  test("opens the chat at a click", () => {
    const onOpen = drawRow();

    expect(isTaken({})).toBe(true);
    expect(onOpen.mock.calls).toEqual([["cus_maria", false]]);
  });

  test("opens it in place of another with Shift", () => {
    const onOpen = drawRow();

    expect(isTaken({ shiftKey: true })).toBe(true);
    expect(onOpen.mock.calls).toEqual([["cus_maria", true]]);
  });

  test.each([
    ["Ctrl", { ctrlKey: true }],
    ["Cmd", { metaKey: true }],
    ["the middle button", { button: 1 }],
  ])("leaves a click with %s to the browser", (_what, event) => {
    const onOpen = drawRow();

    expect(isTaken(event)).toBe(false);
    expect(onOpen).not.toHaveBeenCalled();
  });

  test.each([
    ["cus_maria", "true"],
    ["cus_ben", null],
  ] as const)("is current while its lane has the focus: %s", (current, expected) => {
    drawRow({ current });

    expect(row().getAttribute("aria-current")).toBe(expected);
  });

  test("reads out that somebody waits, and what is unread", () => {
    drawRow({
      card: newCard("Maria", { holder: { kind: "queue" }, queuedAt: 0, customerMessages: 2 }),
      shelf: "waiting",
    });

    expect(row().textContent).toEndWith(", waiting, 2 unread");
  });

  test.each([false, true])("marks a customer who has left, and no other: compact %p", (isCompact) => {
    const session = { holder: { kind: "queue" }, queuedAt: 0 } as const;
    drawRow({ card: newCard("Maria", { ...session, customerLeftAt: 1 }), shelf: "waiting", isCompact });
    expect(row().textContent).toContain("Left");
  });

  test.each([
    ["is there", {}],
    ["is back", { customerLeftAt: null }],
    ["was away when the chat ended", { customerLeftAt: 1, endedAt: 2 }],
  ])("does not mark a customer who %s", (_what, session) => {
    drawRow({ card: newCard("Maria", session) });

    expect(row().textContent).not.toContain("Left");
  });

  test("reads out neither where there is none", () => {
    drawRow();

    expect(row().textContent).not.toContain("waiting");
    expect(row().textContent).not.toContain("unread");
  });

  test("is bold while something is unread", () => {
    drawRow({
      card: newCard("Maria", { holder: heldBy(page.me), customerMessages: 2 }, 1),
      shelf: "chatting",
    });

    expect(screen.getByText("Maria").className).toContain("font-bold");
  });

  test("is not bold when all is read", () => {
    drawRow({
      card: newCard("Maria", { holder: heldBy(page.me), customerMessages: 2 }, 2),
      shelf: "chatting",
    });

    expect(screen.getByText("Maria").className).not.toContain("font-bold");
  });

  test("shows an unsent draft rather than the last words", () => {
    page.drawHook(useMemberStorage).result.current.drafts.write("cus_maria", "Half a");
    drawRow({ card: newCard("Maria", said({ text: "Hello" })) });

    expect(screen.getByText("Draft: Half a")).toBeDefined();
    expect(screen.queryByText("Hello")).toBeNull();
  });

  test("shows the last words where the draft is blank", () => {
    page.drawHook(useMemberStorage).result.current.drafts.write("cus_maria", "  ");
    drawRow({ card: newCard("Maria", said({ text: "Hello" })) });

    expect(screen.getByText("Hello")).toBeDefined();
  });

  test("says which colleague has the chat", () => {
    drawRow({ card: newCard("Maria", { holder: KEN, ...said({}) }) });

    expect(row().textContent).toContain("with Ken · Hello");
  });

  test("does not say so where the last words are the colleague's own", () => {
    const words = said({ by: "member", memberId: KEN.memberId, name: "Ken" });
    drawRow({ card: newCard("Maria", { holder: KEN, ...words }) });

    expect(row().textContent).toContain("Ken: Hello");
    expect(row().textContent).not.toContain("with Ken");
  });

  test("does not say that I have it", () => {
    drawRow({ card: newCard("Maria", { holder: heldBy(page.me), ...said({}) }) });

    expect(row().textContent).not.toContain("with");
  });

  test("of a strip of names has no last words, and is named by its customer all the same", () => {
    drawRow({ card: newCard("Maria", said({})), isCompact: true });

    expect(row().textContent).not.toContain("Hello");
    expect(row().getAttribute("title")).toBe("Maria");
  });
});
