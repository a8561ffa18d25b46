import { describe, expect, test } from "bun:test";
import { enterDom, leaveDom } from "./dom.ts";

const globals = () => Object.getOwnPropertyDescriptors(globalThis);

describe("the browser of the component tests", () => {
  test("is not there for other tests", () => {
    expect(typeof document).toBe("undefined");
    expect(typeof window).toBe("undefined");
  });

  test("leaves every global as it was", () => {
    const before = globals();
    enterDom();
    const inside = typeof document;
    leaveDom();

    expect(inside).toBe("object");
    expect(globals()).toEqual(before);
  });
});
