import { describe, expect, test } from "bun:test";
import type { TimelineNotice } from "#domain/views/timeline.ts";
import { timelineEventText } from "./timeline-event-text.ts";

/** As it comes from a server that is newer than this page. */
function fromNewerServer(json: string): TimelineNotice {
  return JSON.parse(json);
}

describe("what happened in a chat", () => {
  test("is told in words", () => {
    expect(timelineEventText({ kind: "to-line", why: "bot-asked" }, "Maria")).toBe(
      "The chatbot asked for a person",
    );
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
