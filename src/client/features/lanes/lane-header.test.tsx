import { screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { HOUR, MINUTE } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { newChat, newLanes, newSession } from "../../testing/chat-fixtures.ts";
import { NOW, openPage } from "../../testing/page.tsx";
import type { ChatState } from "./chat/use-chat-view.ts";
import { LaneHeader } from "./lane-header.tsx";

const page = openPage();

function drawHeader(state: ChatState, session: Partial<Session> = {}, isPhone = false) {
  const onLeave = mock();
  const chat = newChat(state, { session: newSession(session) });
  const { container } = page.draw(<LaneHeader chat={chat} lanes={newLanes({ isPhone })} onLeave={onLeave} />);
  return { onLeave, container };
}

const saidAt = (at: number) => ({ lastWords: { by: "customer", text: "Hello", at } }) as const;

describe("the header of a lane", () => {
  test("names the customer and their address", () => {
    drawHeader("bot");

    expect(screen.getByRole("heading", { name: "Maria" })).toBeDefined();
    expect(screen.getByText("maria@example.com")).toBeDefined();
  });

  test("leads back to the list on a phone", async () => {
    const { onLeave } = drawHeader("bot", {}, true);
    await page.user.click(screen.getByRole("button", { name: "Back to the list" }));

    expect(onLeave).toHaveBeenCalledTimes(1);
  });

  test("leads nowhere where the list is beside it", () => {
    drawHeader("bot");

    expect(screen.queryByRole("button", { name: "Back to the list" })).toBeNull();
  });

  test("counts how long a customer in the queue has waited", async () => {
    const { container } = drawHeader("queue", { queuedAt: NOW - 65_000, awaitingSince: NOW - 5 * MINUTE });
    expect(container.textContent).toContain("in queue 1:05");

    await page.pass(2_000);
    expect(container.textContent).toContain("in queue 1:07");
  });

  test("says since when a customer has left the page, until they are back", () => {
    drawHeader("queue", { queuedAt: NOW - HOUR, customerLeftAt: NOW - MINUTE });
    expect(screen.getByText("Left").parentElement?.textContent).toBe("Left9:59 AM");
  });

  test("says nothing of the kind of a customer who is there", () => {
    drawHeader("queue", { queuedAt: NOW - HOUR, customerLeftAt: null });

    expect(screen.queryByText("Left")).toBeNull();
  });

  test("counts how long a customer of mine has waited for words", () => {
    const { container } = drawHeader("mine", { queuedAt: NOW - MINUTE, awaitingSince: NOW - 10_000 });

    expect(container.textContent).toContain("waiting for you 0:10");
  });

  test("counts nobody's waiting but that of mine and of those in the queue", () => {
    const { container } = drawHeader("other", { awaitingSince: NOW - MINUTE, ...saidAt(NOW - HOUR) });

    expect(container.textContent).not.toContain("waiting for you");
    expect(container.textContent).toContain("last message 9:00 AM");
  });

  test("says when the last message came once I have answered", () => {
    const { container } = drawHeader("mine", saidAt(NOW - HOUR));

    expect(container.textContent).toContain("last message 9:00 AM");
  });

  test("says “now” for the first minute after the last message", async () => {
    const { container } = drawHeader("bot", saidAt(NOW - 30_000));
    expect(container.textContent).toContain("last message now");

    await page.pass(30_000);
    expect(container.textContent).toContain("last message 9:59 AM");
  });

  test("counts from the opening where nothing has been said", () => {
    const { container } = drawHeader("bot", { openedAt: NOW - 2 * HOUR });

    expect(container.textContent).toContain("last message 8:00 AM");
  });
});
