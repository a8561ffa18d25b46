import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import type { ChatCard } from "#domain/views/inbox.ts";
import { newCard } from "../../testing/chat-fixtures.ts";
import { openPage } from "../../testing/page.tsx";
import { ChatListSection } from "./chat-list-section.tsx";
import type { SectionName } from "./sections/sort-into-sections.ts";

const page = openPage();
const ADA_BEN = [newCard("Ada"), newCard("Ben")];
const BEN_ADA = ADA_BEN.toReversed();

interface Drawn {
  name?: SectionName;
  cards?: readonly ChatCard[];
  hasMore?: boolean;
  isCollapsed?: boolean;
  isCompact?: boolean;
}

function drawSection({
  name = "bot",
  cards = ADA_BEN,
  hasMore = false,
  isCollapsed = false,
  isCompact = false,
}: Drawn) {
  const onToggle = mock();
  const section = (shown: readonly ChatCard[]) => (
    <ChatListSection
      {...{ name, hasMore, isCollapsed, isCompact, onToggle }}
      cards={shown}
      current={null}
      onOpen={mock()}
    />
  );
  const { rerender } = page.draw(section(cards));
  return { onToggle, show: (next: readonly ChatCard[]) => rerender(section(next)) };
}

const heading = () => screen.getByRole("button", { name: /^(Chatbot|Waiting|Has chatted)/ });
const names = () => screen.getAllByRole("link").map(({ textContent }) => textContent?.slice(0, 3));
const updates = () => screen.queryByRole("button", { name: "Show updates" });
const region = (name: string) => screen.getByRole("region", { name });

describe("a section of the list", () => {
  test("counts its chats", () => {
    drawSection({});

    expect(heading().textContent).toBe("Chatbot2");
  });

  test("says that there are more than it shows", () => {
    drawSection({ name: "past", hasMore: true });

    expect(heading().textContent).toBe("Has chatted with2+");
  });

  test("is folded by its heading", async () => {
    const { onToggle } = drawSection({});
    expect(heading().getAttribute("aria-expanded")).toBe("true");
    await page.user.click(heading());

    expect(onToggle).toHaveBeenCalledTimes(1);
  });

  test("shows no rows while it is folded", () => {
    drawSection({ isCollapsed: true });

    expect(heading().getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryAllByRole("link")).toHaveLength(0);
  });

  test.each<[SectionName, string]>([
    ["waiting", "No one is waiting."],
    ["bot", "The chatbot has no open chats."],
    ["past", "No one yet."],
  ])("says what it means that it is empty: %s", (name, words) => {
    drawSection({ name, cards: [] });

    expect(screen.getByText(words)).toBeDefined();
  });

  test.each<[SectionName, string]>([
    ["bot", "Chatbot"],
    ["past", "Has chatted with"],
  ])("whose order follows what is said stands still under the pointer: %s", async (name, label) => {
    const { show } = drawSection({ name });
    fireEvent.pointerEnter(region(label));
    show(BEN_ADA);
    expect(names()).toEqual(["Ada", "Ben"]);
    expect(updates()?.textContent).toContain("Show");

    await page.user.click(screen.getByRole("button", { name: "Show updates" }));
    expect(names()).toEqual(["Ben", "Ada"]);
    expect(updates()).toBeNull();
  });

  test("moves again when the pointer is gone", () => {
    const { show } = drawSection({});
    fireEvent.pointerEnter(region("Chatbot"));
    show(BEN_ADA);
    fireEvent.pointerLeave(region("Chatbot"));

    expect(names()).toEqual(["Ben", "Ada"]);
  });

  test("stands still while the keyboard is in it, whatever the pointer does", () => {
    const { show } = drawSection({});
    act(() => heading().focus());
    show(BEN_ADA);
    fireEvent.pointerLeave(region("Chatbot"));
    expect(names()).toEqual(["Ada", "Ben"]);

    fireEvent.blur(heading());
    expect(names()).toEqual(["Ben", "Ada"]);
  });

  test("stands still while the keyboard moves within it", () => {
    const { show } = drawSection({});
    fireEvent.focus(heading());
    show(BEN_ADA);
    fireEvent.blur(heading(), { relatedTarget: screen.getAllByRole("link")[0] });

    expect(names()).toEqual(["Ada", "Ben"]);
  });

  test("whose order only follows who came first does not stand still", () => {
    const { show } = drawSection({ name: "waiting" });
    fireEvent.pointerEnter(region("Waiting"));
    show(BEN_ADA);

    expect(names()).toEqual(["Ben", "Ada"]);
    expect(updates()).toBeNull();
  });
});
