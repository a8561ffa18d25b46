import { describe, expect, test } from "bun:test";
import type { TimelineNotice } from "#domain/views/timeline-notice.ts";
import { timelineEventText } from "./timeline-event-text.ts";

/** A notice as a newer server sends it. */
function fromNewerServer(json: string): TimelineNotice {
  return JSON.parse(json);
}

type Fields<Kind extends TimelineNotice["kind"]> = Omit<Extract<TimelineNotice, { kind: Kind }>, "kind">;

/** What each kind of notice says of Maria's chat. */
const SAYS: { [Kind in TimelineNotice["kind"]]: readonly (readonly [Fields<Kind>, string])[] } = {
  joined: [[{ name: "Ken", memberId: "mem_ken" }, "Ken joined"]],
  "mail-taken": [[{ name: "Ken" }, "Ken took this message"]],
  "mail-given-back": [[{}, "Back in Unassigned: it waits for an answer"]],
  "to-line": [
    [{ why: "person-asked" }, "Maria asked for a person"],
    [{ why: "agent-gone" }, "Back in the queue: the agent left"],
  ],
  "to-bot": [
    [{ why: "handed-back" }, "Handed back to the chatbot"],
    [{ why: "bot-chosen" }, "Maria chose the chatbot"],
  ],
  "bot-failed": [[{ cause: "timeout" }, "The chatbot could not answer: it took too long"]],
  "bot-stopped": [[{}, "Maria stopped the chatbot's answer"]],
  "person-offered": [[{}, "The chatbot offered a person"]],
  "kept-open": [[{}, "Maria kept the chat open"]],
  "customer-left": [[{}, "Maria left the page"]],
  "customer-back": [[{}, "Maria is back"]],
  "mail-ended": [
    [{ by: { kind: "idle" } }, "Closed: no new messages for two weeks"],
    [{ by: { kind: "member", memberId: "mem_ken", name: "Ken" } }, "Ken marked it as done"],
  ],
  ended: [[{ by: { kind: "customer" } }, "Maria ended the chat"]],
};

describe("what happened in a chat", () => {
  test.each(
    Object.entries(SAYS).flatMap(([kind, says]) =>
      says.map(([of, text]) => [{ kind, ...of }, text] as const),
    ),
  )("is said in words: %o", (event, text) => {
    expect(timelineEventText(event as TimelineNotice, "Maria")).toBe(text);
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
