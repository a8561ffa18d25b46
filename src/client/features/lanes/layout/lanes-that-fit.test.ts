import { describe, expect, test } from "bun:test";
import {
  leavesRoomForLane,
  lanesThatFit,
  LIST_WIDTH,
  listIsCompact,
  COMPACT_LIST_WIDTH,
} from "./lanes-that-fit.ts";

const fit = (width: number) => lanesThatFit(width, listIsCompact(width) ? COMPACT_LIST_WIDTH : LIST_WIDTH);

describe("lanes side by side", () => {
  test.each([
    [2560, 6],
    [1920, 4],
    [1440, 3],
    [1280, 2],
    [1024, 2],
    [1023, 1],
    [768, 1],
    [390, 1],
  ])("at %d px there are %d", (width, lanes) => {
    expect(fit(width)).toBe(lanes);
  });

  test("there are never more than six", () => {
    expect(fit(8_000)).toBe(6);
  });

  test.each([
    [768, true],
    [720, true],
    [679, false],
    [512, false],
  ])("beside the whole list at %d px there is one: %p", (width, isThere) => {
    expect(leavesRoomForLane(width)).toBe(isThere);
  });

  test("a list folded to names makes room for one more", () => {
    expect(lanesThatFit(1280, COMPACT_LIST_WIDTH)).toBe(3);
  });
});
