import { expect, test } from "bun:test";
import { titleOf } from "./tab-title.ts";

test("the title counts what I have not read, else who waits in line", () => {
  expect(titleOf("Team · Settings", 0, 0)).toBe("Team · Settings");
  expect(titleOf("Team · Settings", 0, 2)).toBe("(2 waiting) Team · Settings");
  expect(titleOf("Switchboard", 3, 2)).toBe("(3) Switchboard");
});
