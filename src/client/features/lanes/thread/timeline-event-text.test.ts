import { describe, expect, test } from "bun:test";
import type { TimelineNotice } from "#domain/views/timeline.ts";
import { timelineEventText } from "./timeline-event-text.ts";

describe("what happened in a chat", () => {
  test.each<[TimelineNotice, string]>([
    [{ kind: "joined", name: "Ken" }, "Ken joined"],
    [{ kind: "to-line", why: "person-asked" }, "Maria asked for a person"],
    [{ kind: "to-line", why: "agent-gone" }, "Back in line: the agent left"],
    [{ kind: "to-line", why: "accepted" }, "In line for a person"],
    [{ kind: "to-bot", why: "handed-back" }, "Handed back to the chatbot"],
    [{ kind: "to-bot", why: "bot-chosen" }, "Maria chose the chatbot"],
    [{ kind: "to-bot", why: "accepted" }, "The chatbot answers"],
    [{ kind: "bot-failed", cause: "timeout" }, "The chatbot could not answer: it took too long"],
    [{ kind: "bot-stopped" }, "Maria stopped the chatbot"],
    [{ kind: "person-offered" }, "The chatbot offered a person"],
    [{ kind: "kept-open" }, "Maria kept the chat open"],
    [{ kind: "ended", by: { kind: "customer" } }, "Maria ended the chat"],
    [{ kind: "ended", by: { kind: "idle" } }, "Chat ended: nobody wrote any more"],
  ])("is said in words: %o", (event, text) => {
    expect(timelineEventText(event, "Maria")).toBe(text);
  });
});
