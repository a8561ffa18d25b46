import { describe, expect, test } from "bun:test";
import { addAnswerPiece } from "./streamed-answer.ts";

const first = { turnId: "trn_1", attempt: 1, offset: 0, text: "Opened tea" } as const;
const heard = addAnswerPiece(null, first);

describe("the chatbot's words", () => {
  test("grow piece by piece", () => {
    expect(addAnswerPiece(heard, { ...first, offset: 10, text: " can be returned" })?.text).toBe(
      "Opened tea can be returned",
    );
  });

  test("are not doubled when they are told from the beginning again", () => {
    expect(addAnswerPiece(heard, first)).toBe(heard);
    expect(addAnswerPiece(heard, { ...first, text: "Opened tea can" })?.text).toBe("Opened tea can");
  });

  test("never skip what was missed", () => {
    expect(addAnswerPiece(heard, { ...first, offset: 12, text: "be" })).toBe(heard);
    expect(addAnswerPiece(null, { ...first, offset: 12, text: "be" })).toBeNull();
  });

  test("begin anew with another try or another turn, and never go back to an older try", () => {
    const again = addAnswerPiece(heard, { ...first, attempt: 2, text: "Well" });

    expect(again?.text).toBe("Well");
    expect(addAnswerPiece(again, { ...first, offset: 10, text: " no" })).toBe(again);
    expect(addAnswerPiece(again, { ...first, turnId: "trn_2", text: "Next" })?.text).toBe("Next");
  });
});
