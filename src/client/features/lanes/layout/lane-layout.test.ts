import { describe, expect, test } from "bun:test";
import type { CustomerId } from "#domain/model/ids.ts";
import {
  closeLane,
  collapseLane,
  drawnLanes,
  EMPTY_LAYOUT,
  focusLane,
  type LaneLayout,
  maximiseLane,
  moveLane,
  openLane,
  openLaneHere,
  receiveLane,
} from "./lane-layout.ts";

const [MARIA, JO, KEN, LEA]: [CustomerId, CustomerId, CustomerId, CustomerId] = [
  "cus_maria",
  "cus_jo",
  "cus_ken",
  "cus_lea",
];
const three = { fit: 3, hasDraft: () => false };

function opened(...ids: CustomerId[]): LaneLayout {
  return ids.reduce((layout, id) => openLane(layout, id, three), EMPTY_LAYOUT);
}

describe("the lanes", () => {
  test("open beside each other, the newest at the end and in focus", () => {
    expect(opened(MARIA, JO)).toMatchObject({ shown: [MARIA, JO], focused: JO });
  });

  test("are not opened twice: who is open already gets the focus", () => {
    expect(openLane(opened(MARIA, JO), MARIA, three)).toMatchObject({ shown: [MARIA, JO], focused: MARIA });
  });

  test("make room by sending back the one used longest ago, which stays open", () => {
    const layout = openLane(focusLane(opened(MARIA, JO, KEN), MARIA), LEA, three);

    expect(layout.shown).toEqual([MARIA, KEN, LEA]);
    expect(layout.open).toEqual([MARIA, JO, KEN, LEA]);
  });

  test("keep a lane with unsent words in sight as long as another can go", () => {
    const layout = openLane(opened(MARIA, JO, KEN), LEA, { fit: 3, hasDraft: (id) => id === MARIA });

    expect(layout.shown).toEqual([MARIA, KEN, LEA]);
  });

  test("take in a chat that was given without moving the focus", () => {
    expect(receiveLane(opened(MARIA), JO, three)).toMatchObject({ shown: [MARIA, JO], focused: MARIA });
  });

  test("put a chat that was given aside when there is no free place", () => {
    const layout = receiveLane(opened(MARIA, JO, KEN), LEA, three);

    expect(layout.shown).toEqual([MARIA, JO, KEN]);
    expect(layout.open).toContain(LEA);
  });

  test("open in place of the one in focus when asked to", () => {
    expect(openLaneHere(focusLane(opened(MARIA, JO), MARIA), KEN, three)).toMatchObject({
      shown: [KEN, JO],
      open: [MARIA, JO, KEN],
      focused: KEN,
    });
  });

  test("hand the focus to the neighbour when one is closed", () => {
    expect(closeLane(opened(MARIA, JO, KEN), KEN)).toMatchObject({
      open: [MARIA, JO],
      shown: [MARIA, JO],
      focused: JO,
    });
    expect(closeLane(opened(MARIA), MARIA)).toMatchObject({ open: [], focused: null });
  });

  test("change places with their neighbour, and stop at the ends", () => {
    const layout = opened(MARIA, JO);

    expect(moveLane(layout, JO, -1).shown).toEqual([JO, MARIA]);
    expect(moveLane(layout, JO, 1)).toBe(layout);
  });

  test("that are collapsed leave their place to another", () => {
    const layout = openLane(collapseLane(opened(MARIA, JO, KEN), MARIA), LEA, three);

    expect(layout.shown).toEqual([MARIA, JO, KEN, LEA]);
  });

  test("are drawn alone when maximised", () => {
    expect(drawnLanes(maximiseLane(opened(MARIA, JO), JO), 3)).toEqual([JO]);
  });

  test("give way in a smaller window and come back in a larger one, each to its place", () => {
    const layout = focusLane(opened(MARIA, JO, KEN), MARIA);

    expect(drawnLanes(layout, 2)).toEqual([MARIA, KEN]);
    expect(drawnLanes(layout, 3)).toEqual([MARIA, JO, KEN]);
  });
});
