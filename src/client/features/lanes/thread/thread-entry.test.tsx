import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { DAY, MINUTE } from "#domain/model/instant.ts";
import type { TimelineEntry } from "#domain/views/timeline.ts";
import { CUSTOMER, newMessage } from "../../../testing/chat-fixtures.ts";
import { NOW, openPage } from "../../../testing/page.tsx";
import { ThreadEntry } from "./thread-entry.tsx";

const page = openPage();

function drawEntry(entry: TimelineEntry) {
  return page.draw(
    <ThreadEntry entry={entry} before={undefined} customerName="Maria" memberId="mem_me" mark={null} />,
  ).container.textContent;
}

const session = {
  kind: "session",
  channel: "chat",
  key: "ses_1",
  openedAt: NOW - DAY,
  names: ["Ken", "Chatbot"],
} as const;

describe("an entry of a thread", () => {
  test("is a message", () => {
    const { message } = newMessage(CUSTOMER, "Good morning");

    expect(drawEntry({ kind: "message", key: "1", message, delivery: null })).toContain("Good morning");
  });

  test("is a message by mail, and how it went", () => {
    const { message } = newMessage({ kind: "member", memberId: "mem_ana", name: "Ana" }, "Size 42");
    const told = (["on-return", "seen"] as const).map((delivery) =>
      drawEntry({ kind: "message", key: "1", message, delivery }),
    );

    expect(told[0]).toContain("Will be seen on return");
    expect(told[1]).toContain("Seen");
  });

  test("is the beginning of mail", () => {
    drawEntry({ ...session, channel: "mail", lengthMs: null });

    expect(screen.getByRole("heading").textContent).toBe("Messages from yesterday · Ken · Chatbot");
  });

  test("is what happened, and when", () => {
    const line = { kind: "joined", name: "Ken", memberId: "mem_ken" } as const;

    expect(drawEntry({ kind: "line", key: "1", at: NOW, sessionId: "ses_1", line })).toBe(
      "Ken joined 10:00 AM",
    );
  });

  test("is a day", () => {
    expect(drawEntry({ kind: "day", key: "1", at: NOW - DAY })).toBe("yesterday");
  });

  test("is where the new begins", () => {
    expect(drawEntry({ kind: "new", key: "new" })).toBe("New");
  });

  test("is a chat that lasted, and who was in it", () => {
    drawEntry({ ...session, lengthMs: 12 * MINUTE });

    expect(screen.getByRole("heading").textContent).toBe(
      "Chat from yesterday 10:00 AM · 12 min · Ken · Chatbot",
    );
  });

  test("is a chat that is open", () => {
    drawEntry({ ...session, lengthMs: null });

    expect(screen.getByRole("heading").textContent).toBe(
      "Chat from yesterday 10:00 AM · open · Ken · Chatbot",
    );
  });
});
