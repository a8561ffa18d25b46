import { act, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../../../testing/serve-chats.ts";
import { openPage } from "../../../testing/page.tsx";
import { endChatWithUndo } from "../chat/end-chat-with-undo.ts";
import { EndingCountdown } from "./ending-countdown.tsx";

const page = openPage();

function drawCountdown() {
  serveChats(page, {});
  page.draw(<EndingCountdown sessionId="ses_maria" />);
}

describe("the countdown to the end of a chat", () => {
  test("is not there while nobody ends it", () => {
    drawCountdown();
    act(() => endChatWithUndo("ses_ben"));

    expect(screen.queryByText(/Ending in/)).toBeNull();
  });

  test("counts whole seconds, the one that has begun too", async () => {
    drawCountdown();
    act(() => endChatWithUndo("ses_maria"));
    expect(screen.getByText("Ending in 5 s")).toBeDefined();

    await page.pass(1_250);
    expect(screen.getByText("Ending in 4 s")).toBeDefined();

    await page.pass(2_500);
    expect(screen.getByText("Ending in 2 s")).toBeDefined();
  });

  test("stays at none while the server takes its time", async () => {
    drawCountdown();
    page.server.answers["agent.end"] = () => new Promise(() => {});
    act(() => endChatWithUndo("ses_maria"));
    await page.pass(6_000);

    expect(screen.getByText("Ending in 0 s")).toBeDefined();
  });

  test("goes away, and the chat goes on, when it is undone", async () => {
    drawCountdown();
    act(() => endChatWithUndo("ses_maria"));
    await page.user.click(screen.getByRole("button", { name: "Undo" }));
    expect(screen.queryByText(/Ending in/)).toBeNull();

    await page.pass(6_000);
    expect(page.server.inputs("agent.end")).toEqual([]);
  });
});
