import { expect, test } from "bun:test";
import { mayWipeHold } from "./wipe-hour.ts";

test("only in one hour of the night may others wait while erased bytes are removed", () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);

  expect(hours.filter(mayWipeHold)).toEqual([3]);
});
