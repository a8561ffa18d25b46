import { describe, expect, test } from "bun:test";
import { appendToStreamedAnswer } from "./streamed-answer.ts";

const heard = { turnId: "trn_1", attempt: 1, text: "Yes, " };
const whisper = (over: object) => ({
  kind: "bot-words" as const,
  turnId: "trn_1",
  attempt: 1,
  offset: 5,
  text: "we do",
  ...over,
});

describe("the chatbot's words as they come", () => {
  test("are put where they belong", () => {
    expect(appendToStreamedAnswer(heard, whisper({}))?.text).toBe("Yes, we do");
  });

  test("may be repeated from the first without being said twice", () => {
    expect(appendToStreamedAnswer(heard, whisper({ offset: 0, text: "Yes, we do" }))?.text).toBe(
      "Yes, we do",
    );
  });

  test("start anew with another turn, and with another attempt at the same", () => {
    expect(appendToStreamedAnswer(heard, whisper({ turnId: "trn_2", offset: 0, text: "No" }))?.text).toBe(
      "No",
    );
    expect(appendToStreamedAnswer(heard, whisper({ attempt: 2, offset: 0, text: "No" }))?.text).toBe("No");
  });

  test("of an attempt that was given up are not heard", () => {
    expect(appendToStreamedAnswer({ ...heard, attempt: 2 }, whisper({}))).toEqual({ ...heard, attempt: 2 });
  });

  test("are asked for again when some were missed", () => {
    expect(appendToStreamedAnswer(heard, whisper({ offset: 9 }))).toBeNull();
    expect(appendToStreamedAnswer(null, whisper({}))).toBeNull();
  });
});
