import { describe, expect, test } from "bun:test";
import { HOUR } from "#domain/model/instant.ts";
import { ModelHabits } from "./model-habits.ts";
import { USUAL_SHAPE } from "./request-shape.ts";

const TEA = { url: "https://bot.example/v1", model: "tea-1", token: "sk-1" };
const LEARNED = { ...USUAL_SHAPE, hasTools: false };

/** One of many models. */
const numbered = (at: number) => ({ ...TEA, model: `tea-${at}` });

/** Habits with a clock that the test sets. */
function habitsAt(start = 0) {
  const clock = { now: start };
  return { clock, habits: new ModelHabits(() => clock.now) };
}

describe("what is known of a model", () => {
  test("is the usual form until another is learned, and for less than an hour after that", () => {
    const { clock, habits } = habitsAt();
    expect(habits.of(TEA).shape).toEqual(USUAL_SHAPE);
    habits.learnShape(TEA, LEARNED);
    clock.now = HOUR - 1;
    expect(habits.of(TEA).shape).toEqual(LEARNED);
    clock.now = HOUR;
    expect(habits.of(TEA).shape).toEqual(USUAL_SHAPE);
  });

  test("belongs to its address, its name and its token", () => {
    const { habits } = habitsAt();
    habits.learnShape(TEA, LEARNED);
    for (const change of [{ url: "https://bot.example/v2" }, { model: "tea-2" }, { token: "sk-2" }])
      expect(habits.of({ ...TEA, ...change }).shape).toEqual(USUAL_SHAPE);
  });

  test("can be forgotten", () => {
    const { habits } = habitsAt();
    habits.learnShape(TEA, LEARNED);
    habits.learnThoughts(TEA, true);
    habits.forget(TEA);
    expect(habits.of(TEA)).toEqual({ shape: USUAL_SHAPE, beginsWithThoughts: false });
  });

  test("keeps the form when its thoughts are learned, and the other way round", () => {
    const { habits } = habitsAt();
    habits.learnShape(TEA, LEARNED);
    habits.learnThoughts(TEA, true);
    expect(habits.of(TEA)).toEqual({ shape: LEARNED, beginsWithThoughts: true });
    habits.learnShape(TEA, USUAL_SHAPE);
    expect(habits.of(TEA).beginsWithThoughts).toBeTrue();
  });

  test("of a thousand models, the one that was learned of longest ago is dropped first", () => {
    const { habits } = habitsAt();
    for (let at = 0; at < 1_000; at++) habits.learnShape(numbered(at), LEARNED);
    expect(habits.of(numbered(0)).shape).toEqual(LEARNED);
    habits.learnShape(numbered(0), LEARNED);
    habits.learnShape(numbered(1_000), LEARNED);
    expect([0, 1, 2, 1_000].map((at) => habits.of(numbered(at)).shape.hasTools)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe("that a model begins with thoughts", () => {
  test.each(["qwen3-thinking", "o1-reasoning", "QwQ-32b", "magistral-small", "deepseek-r1", "r1-distill"])(
    "is believed of %s, by its name",
    (model) => expect(habitsAt().habits.of({ ...TEA, model }).beginsWithThoughts).toBeTrue(),
  );

  test.each(["tea-1", "r10-large", "star1"])("is not believed of %s", (model) =>
    expect(habitsAt().habits.of({ ...TEA, model }).beginsWithThoughts).toBeFalse(),
  );

  test("is known from one answer, also if a later one has none; for an hour after the last", () => {
    const { clock, habits } = habitsAt();
    habits.learnThoughts(TEA, true);
    clock.now = HOUR - 1;
    habits.learnThoughts(TEA, false);
    clock.now = 2 * HOUR - 2;
    expect(habits.of(TEA).beginsWithThoughts).toBeTrue();
    clock.now = 2 * HOUR - 1;
    expect(habits.of(TEA).beginsWithThoughts).toBeFalse();
  });

  test("is no longer known when an answer without them comes an hour later, whatever the name says", () => {
    const { clock, habits } = habitsAt();
    const thinking = { ...TEA, model: "qwen3-thinking" };
    habits.learnThoughts(thinking, true);
    clock.now = HOUR;
    habits.learnThoughts(thinking, false);
    expect(habits.of(thinking).beginsWithThoughts).toBeFalse();
  });
});
