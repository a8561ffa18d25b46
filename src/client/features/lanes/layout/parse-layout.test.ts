import { expect, test } from "bun:test";
import { EMPTY_LAYOUT } from "./lane-layout.ts";
import { parseLayout } from "./parse-layout.ts";

test("what was kept is found again", () => {
  const kept = {
    ...EMPTY_LAYOUT,
    open: ["cus_a", "cus_b"],
    shown: ["cus_b"],
    recent: ["cus_b", "cus_a"],
    focused: "cus_b",
    list: "names",
    shares: { cus_b: 1.5 },
  };

  expect(parseLayout(kept)).toEqual(JSON.parse(JSON.stringify(kept)));
});

test.each([
  [null],
  [{}],
  [[]],
  [{ open: 7, shares: { cus_a: "wide" }, focused: {} }],
  [{ shown: ["cus_a"] }],
])("%p leaves nothing open", (kept) => {
  expect(parseLayout(kept)).toEqual(EMPTY_LAYOUT);
});
