import { describe, expect, test } from "bun:test";
import { appendToStreamedAnswer } from "./streamed-answer.ts";

const received = { turnId: "trn_1", attempt: 1, text: "Yes, " };
const event = (over: object) => ({
  kind: "bot-words" as const,
  turnId: "trn_1",
  attempt: 1,
  offset: 5,
  text: "we do",
  ...over,
});

describe("pieces of a streamed answer", () => {
  test("are appended at their offset", () => {
    expect(appendToStreamedAnswer(received, event({}))?.text).toBe("Yes, we do");
  });

  test("may be repeated from the beginning without duplicates", () => {
    expect(appendToStreamedAnswer(received, event({ offset: 0, text: "Yes, we do" }))?.text).toBe(
      "Yes, we do",
    );
  });

  test("start over with another turn or another attempt", () => {
    expect(appendToStreamedAnswer(received, event({ turnId: "trn_2", offset: 0, text: "No" }))?.text).toBe(
      "No",
    );
    expect(appendToStreamedAnswer(received, event({ attempt: 2, offset: 0, text: "No" }))?.text).toBe("No");
  });

  test("of an earlier attempt are ignored", () => {
    expect(appendToStreamedAnswer({ ...received, attempt: 2 }, event({}))).toEqual({
      ...received,
      attempt: 2,
    });
  });

  test("are requested again if some were missed", () => {
    expect(appendToStreamedAnswer(received, event({ offset: 9 }))).toBeNull();
    expect(appendToStreamedAnswer(null, event({}))).toBeNull();
  });
});
