import { expect, test } from "bun:test";
import { tabTitle } from "./tab-title.ts";

test("the title counts what I have not read, else who waits in line", () => {
  expect(tabTitle("Team · Settings", 0, 0)).toBe("Team · Settings");
  expect(tabTitle("Team · Settings", 0, 2)).toBe("(2 waiting) Team · Settings");
  expect(tabTitle("Switchboard", 3, 2)).toBe("(3) Switchboard");
});
