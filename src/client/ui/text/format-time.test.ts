import { expect, test } from "bun:test";
import { clockTime, dateAndTime } from "./format-time.ts";

test("a time of day reads the same alone and after its date", () => {
  const morning = new Date(2026, 4, 4, 1, 30).getTime();

  expect(dateAndTime(morning)).toEndWith(clockTime(morning));
});
