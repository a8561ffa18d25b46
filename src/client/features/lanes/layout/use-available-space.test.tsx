import { afterEach, describe, expect, test } from "bun:test";
import { ids } from "../../../testing/chat-fixtures.ts";
import { openPage } from "../../../testing/page.tsx";
import { EMPTY_LAYOUT, type LaneLayout } from "./lane-layout.ts";
import { useAvailableSpace } from "./use-available-space.ts";

const page = openPage();

afterEach(() => {
  document.documentElement.style.fontSize = "";
});

function spaceAt(width: number, layout: Partial<LaneLayout> = {}) {
  page.resize({ width, height: 900 });
  return page.drawHook(() => useAvailableSpace({ ...EMPTY_LAYOUT, ...layout })).result.current;
}

describe("the space for lanes", () => {
  test.each([
    [767, true],
    [768, false],
  ])("at %d px is a phone's: %p", (width, isPhone) => {
    expect(spaceAt(width).isPhone).toBe(isPhone);
  });

  test("at 1,440 px is that of three lanes beside the whole list", () => {
    expect(spaceAt(1_440)).toMatchObject({ fit: 3, isListCompact: false });
  });

  test("below 1,280 px is won by making the list a strip of names", () => {
    expect(spaceAt(1_279)).toMatchObject({ fit: 3, isListCompact: true });
    expect(spaceAt(1_280).isListCompact).toBe(false);
  });

  test("shrinks as texts grow: at twice their size, 1,440 px are 720", () => {
    document.documentElement.style.fontSize = "32px";

    expect(spaceAt(1_440)).toMatchObject({ fit: 1, isListCompact: true });
    expect(spaceAt(2_880)).toMatchObject({ fit: 3, isListCompact: false });
    expect(spaceAt(1_024, { list: "whole" })).toMatchObject({ fit: 1, isListCompact: true });
  });

  test("is won from a list that nobody pinned when more is open than fits beside it", () => {
    const crowded = { shown: ids("Ada", "Ben", "Cid") };
    expect(spaceAt(1_300)).toMatchObject({ fit: 2, isListCompact: false });

    expect(spaceAt(1_300, crowded)).toMatchObject({ fit: 3, isListCompact: true });
    expect(spaceAt(1_300, { ...crowded, list: "whole" })).toMatchObject({ fit: 2, isListCompact: false });
  });

  test("leaves a list that is pinned small as it is", () => {
    expect(spaceAt(1_440, { list: "names" }).isListCompact).toBe(true);
  });

  test("counts collapsed lanes by their spines alone", () => {
    const layout = { shown: ids("Ada", "Ben", "Cid"), collapsed: ids("Ada") };

    expect(spaceAt(1_350, layout).isListCompact).toBe(false);
    expect(spaceAt(1_440, { ...layout, collapsed: ids("Ada", "Ben") }).fit).toBe(2);
  });

  test("for one more lane counts on the list giving way, unless it is pinned whole", () => {
    expect(spaceAt(1_300).room.fit).toBe(3);
    expect(spaceAt(1_300, { list: "whole" }).room.fit).toBe(2);
  });
});
