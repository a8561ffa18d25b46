import { describe, expect, test } from "bun:test";
import { hearBotWords } from "./streamed-answer.ts";

const first = { turnId: "trn_1", attempt: 1, offset: 0, text: "Opened tea" } as const;
const heard = hearBotWords(null, first);

describe("the chatbot's words", () => {
  test("grow piece by piece", () => {
    expect(hearBotWords(heard, { ...first, offset: 10, text: " can be returned" })?.text).toBe(
      "Opened tea can be returned",
    );
  });

  test("are not doubled when they are told from the beginning again", () => {
    expect(hearBotWords(heard, first)).toBe(heard);
    expect(hearBotWords(heard, { ...first, text: "Opened tea can" })?.text).toBe("Opened tea can");
  });

  test("never skip what was missed", () => {
    expect(hearBotWords(heard, { ...first, offset: 12, text: "be" })).toBe(heard);
    expect(hearBotWords(null, { ...first, offset: 12, text: "be" })).toBeNull();
  });

  test("begin anew with another try or another turn, and never go back to an older try", () => {
    const again = hearBotWords(heard, { ...first, attempt: 2, text: "Well" });

    expect(again?.text).toBe("Well");
    expect(hearBotWords(again, { ...first, offset: 10, text: " no" })).toBe(again);
    expect(hearBotWords(again, { ...first, turnId: "trn_2", text: "Next" })?.text).toBe("Next");
  });
});
