import { describe, expect, test } from "bun:test";
import type { TimelineNotice } from "#domain/views/timeline.ts";
import { timelineEventText } from "./timeline-event-text.ts";

/** A notice as a newer server sends it. */
function fromNewerServer(json: string): TimelineNotice {
  return JSON.parse(json);
}

describe("what happened in a chat", () => {
  test.each<[TimelineNotice, string]>([
    [{ kind: "joined", name: "Ken" }, "Ken joined"],
    [{ kind: "to-line", why: "person-asked" }, "Maria asked for a person"],
    [{ kind: "to-line", why: "agent-gone" }, "Back in the queue: the agent left"],
    [{ kind: "to-bot", why: "handed-back" }, "Handed back to the chatbot"],
    [{ kind: "to-bot", why: "bot-chosen" }, "Maria chose the chatbot"],
    [{ kind: "bot-failed", cause: "timeout" }, "The chatbot could not answer: it took too long"],
    [{ kind: "bot-stopped" }, "Maria stopped the chatbot's answer"],
    [{ kind: "person-offered" }, "The chatbot offered a person"],
    [{ kind: "kept-open" }, "Maria kept the chat open"],
    [{ kind: "ended", by: { kind: "customer" } }, "Maria ended the chat"],
  ])("is said in words: %o", (event, text) => {
    expect(timelineEventText(event, "Maria")).toBe(text);
  });

  test("is told without its cause where only a newer server knows that", () => {
    const failed = fromNewerServer('{"kind":"bot-failed","cause":"invented"}');
    const ended = fromNewerServer('{"kind":"ended","by":{"kind":"invented"}}');

    expect(timelineEventText(failed, "Maria")).toBe("The chatbot could not answer");
    expect(timelineEventText(ended, "Maria")).toBe("Chat ended");
  });

  test("is not told where only a newer server knows what it is", () => {
    expect(timelineEventText(fromNewerServer('{"kind":"invented"}'), "Maria")).toBeNull();
  });
});
