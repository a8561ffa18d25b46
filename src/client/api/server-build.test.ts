import { describe, expect, test } from "bun:test";
import { isOtherBuild } from "./server-build.ts";

describe("a page is outdated", () => {
  test("when its server is of another build", () => {
    expect(isOtherBuild("abc", "def")).toBe(true);
    expect(isOtherBuild("abc", "abc")).toBe(false);
  });

  test("not by a server that does not say its build, nor when it does not know its own", () => {
    expect(isOtherBuild("abc", undefined)).toBe(false);
    expect(isOtherBuild(null, "def")).toBe(false);
  });
});
