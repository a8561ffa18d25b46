import { expect, test } from "bun:test";
import { createLog, describeError } from "./log.ts";

test("a line begins with its time, in UTC, and ends with itself", () => {
  const written: string[] = [];
  const log = createLog(
    (text) => void written.push(text),
    () => Date.UTC(2026, 10, 22, 13, 5, 7, 9),
  );

  log("security: address-blocked host=10.0.0.5");

  expect(written).toEqual(["2026-11-22T13:05:07.009Z security: address-blocked host=10.0.0.5\n"]);
});

test("of an error only its kind, its code and its place are written, and of what caused it", () => {
  const cause = Object.assign(new TypeError("canary in the cause"), { code: "E_CAUSE" });
  const error = new Error("canary: select * from message", { cause });
  error.stack = "Error: canary\n    at read (src/server/db/store/store.ts:12:3)";

  const said = describeError(error);

  expect(said).toStartWith("Error at src/server/db/store/store.ts:12 < TypeError E_CAUSE");
  expect(said).not.toContain("canary");
  expect(describeError("canary")).toBe("string");
});

test("a code that is no text, and a place that is not ours, are left out", () => {
  const error = Object.assign(new RangeError("canary"), { code: 7 });
  error.stack = "RangeError: canary\n    at read (/usr/lib/other.ts:1:2)";

  expect(describeError(error)).toBe("RangeError");
  expect([null, undefined, 7].map(describeError)).toEqual(["object", "undefined", "number"]);
});
