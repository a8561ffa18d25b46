import { waitFor } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../../../testing/serve-chats.ts";
import { NOW, openPage } from "../../../testing/page.tsx";
import { endChatWithUndo, pendingEnds, undoEndChat } from "./end-chat-with-undo.ts";

const page = openPage();
const ended = () => page.server.inputs("agent.end");

describe("ending a chat", () => {
  test("waits five seconds, and says until when", async () => {
    serveChats(page, {});
    endChatWithUndo("ses_maria");
    expect(pendingEnds.get().get("ses_maria")).toBe(NOW + 5_000);

    await page.pass(4_999);
    expect(ended()).toEqual([]);

    await page.pass(1);
    await waitFor(() => expect(ended()).toEqual([{ sessionId: "ses_maria" }]));
  });

  test("is forgotten once it is done", async () => {
    serveChats(page, {});
    endChatWithUndo("ses_maria");
    await page.pass(5_000);

    await waitFor(() => expect(pendingEnds.get().size).toBe(0));
  });

  test("can be undone", async () => {
    serveChats(page, {});
    endChatWithUndo("ses_maria");
    await page.pass(4_000);
    undoEndChat("ses_maria");
    await page.pass(10_000);

    expect(ended()).toEqual([]);
    expect(pendingEnds.get().size).toBe(0);
  });

  test("asked for twice happens once, and no later", async () => {
    serveChats(page, {});
    endChatWithUndo("ses_maria");
    await page.pass(3_000);
    endChatWithUndo("ses_maria");
    await page.pass(2_000);
    await page.pass(10_000);

    expect(ended()).toHaveLength(1);
  });

  test("happens at once when the page is left", async () => {
    serveChats(page, {});
    endChatWithUndo("ses_maria");
    dispatchEvent(new Event("pagehide"));

    await waitFor(() => expect(ended()).toEqual([{ sessionId: "ses_maria" }]));
  });
});
