import { describe, expect, test } from "bun:test";
import { AnswerText } from "./answer-text.ts";

/** What is kept when texts are said and `null` stands where something was taken out. */
function kept(...steps: (string | null)[]): string {
  const answer = new AnswerText();
  let out = "";
  for (const step of steps) {
    if (step === null) answer.cut();
    else answer.say(step);
    out += answer.take();
  }
  return out;
}

describe("what is kept of an answer", () => {
  test.each([
    [["Yes, ", "you can."], "Yes, you can."],
    [["\n\nYes."], "\n\nYes."],
    [["\n", "Yes."], "\nYes."],
    [["Yes.\n\n"], "Yes."],
    [["Yes.\n", "\nNo."], "Yes.\n\nNo."],
    [["Yes. "], "Yes. "],
    [["Yes. \n"], "Yes. "],
    [[null, "\n\nYes."], "Yes."],
    [["\n", null, "\nYes."], "Yes."],
    [[" ", null, " Yes."], "Yes."],
    [["Yes.", null, " No."], "Yes. No."],
    [["Yes. ", null, " No."], "Yes. No."],
    [["Yes.\n", null, "\nNo."], "Yes.\nNo."],
    [["Yes.\n", null, "\n", " No."], "Yes.\nNo."],
    [["Yes.", null, "", "No."], "Yes.No."],
    [["Yes. ", null, "No.", " So."], "Yes. No. So."],
    [[null, " ", null], ""],
  ])("of %j is %j", (steps, text) => expect(kept(...steps)).toBe(text));

  test("is known by its last character, and by whether there are words", () => {
    const answer = new AnswerText();
    expect([answer.hasSaid, answer.lastSign]).toEqual([false, ""]);
    answer.say(" \n");
    expect([answer.hasSaid, answer.lastSign]).toEqual([false, "\n"]);
    answer.say("Yes");
    answer.say("");
    expect([answer.hasSaid, answer.lastSign]).toEqual([true, "s"]);
    answer.say("\n");
    expect([answer.hasSaid, answer.lastSign]).toEqual([true, "\n"]);
    expect(answer.take()).toBe(" \nYes");
    expect(answer.take()).toBe("");
  });
});

describe("an answer that begins anew", () => {
  test("has nothing of what was said before", () => {
    const answer = new AnswerText();
    answer.say("Hm.\n");
    expect(answer.restart()).toBeFalse();
    expect([answer.hasSaid, answer.lastSign]).toEqual([false, ""]);
    answer.say("\n Yes.");
    expect(answer.take()).toBe("Yes.");
  });

  test("says whether some of that was taken, once", () => {
    const answer = new AnswerText();
    answer.say("Hm.");
    answer.take();
    answer.take();
    expect(answer.restart()).toBeTrue();
    expect(answer.restart()).toBeFalse();
    answer.say("Yes.");
    expect(answer.restart()).toBeFalse();
    answer.take();
    expect(answer.restart()).toBeFalse();
  });
});
