import { waitFor } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../../../testing/serve-chats.ts";
import { refusal, serverError } from "../../../testing/fake-server.ts";
import { openPage } from "../../../testing/page.tsx";
import { acceptChat, endChat, handBackToBot, markChatDone, takeOverChat } from "./chat-actions.ts";
import { toast } from "./toast.ts";

const page = openPage();

async function fail(failure: Error) {
  serveChats(page, {});
  page.server.answers["agent.takeOver"] = () => {
    throw failure;
  };
  void takeOverChat("ses_maria");
  await waitFor(() => expect(toast.get()).not.toBeNull());
  return toast.get()?.text;
}

describe("what is done with a chat", () => {
  test.each([
    ["agent.accept", acceptChat],
    ["agent.takeOver", takeOverChat],
    ["agent.handBack", handBackToBot],
    ["agent.attend", markChatDone],
    ["agent.end", endChat],
  ] as const)("is asked of the server: %s", async (path, act) => {
    serveChats(page, {});
    void act("ses_maria");

    await waitFor(() => expect(page.server.inputs(path)).toEqual([{ sessionId: "ses_maria" }]));
    await page.settle();
    expect(toast.get()).toBeNull();
  });

  test.each(["already-taken", "held-by-other"] as const)("tells who was quicker: %s", async (code) => {
    expect(await fail(refusal(code, "Ken"))).toBe("Ken took this one.");
  });

  test("says that it did not work, whatever else went wrong", async () => {
    expect(await fail(serverError())).toBe("That did not work.");
  });

  test("cannot be undone after it failed", async () => {
    await fail(refusal("session-ended"));

    expect(toast.get()).toEqual({ text: "That did not work.", undo: null });
  });
});
