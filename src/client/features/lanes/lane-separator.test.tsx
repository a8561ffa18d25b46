import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { openPage } from "../../testing/page.tsx";
import { LaneSeparator } from "./lane-separator.tsx";

const page = openPage();

/** Creates a lane that reports a width, because happy-dom does no layout. */
function laneOf(width: number) {
  return (element: HTMLElement | null) => {
    if (element !== null) element.getBoundingClientRect = () => new DOMRect(0, 0, width, 100);
  };
}

function drawSeparator(left: number, right: number, shares: [number, number] = [1, 1]) {
  const onShare = mock((_shares: Readonly<Record<string, number>>) => {});
  page.draw(
    <div>
      <div ref={laneOf(left)} />
      <LaneSeparator
        before="cus_maria"
        after="cus_ben"
        names={["Maria", "Ben"]}
        shares={shares}
        onShare={onShare}
      />
      <div ref={laneOf(right)} />
    </div>,
  );
  return { onShare, separator: screen.getByRole("separator", { name: "Resize Maria and Ben" }) };
}

describe("the separator of two lanes", () => {
  test("says which part of the width the left one has", () => {
    const { separator } = drawSeparator(750, 250, [1.5, 0.5]);

    expect(separator.getAttribute("aria-valuenow")).toBe("75");
  });

  test.each([
    ["ArrowLeft", 476],
    ["ArrowRight", 524],
  ])("is moved 24 px by %s", (key, width) => {
    const { separator, onShare } = drawSeparator(500, 500);
    fireEvent.keyDown(separator, { key });

    expect(onShare).toHaveBeenCalledWith({
      cus_maria: (2 * width) / 1_000,
      cus_ben: 2 - (2 * width) / 1_000,
    });
  });

  test("is not moved by other keys", () => {
    const { separator, onShare } = drawSeparator(500, 500);
    fireEvent.keyDown(separator, { key: "ArrowUp" });

    expect(onShare).not.toHaveBeenCalled();
  });

  test("leaves each lane 320 px", () => {
    const { separator, onShare } = drawSeparator(330, 670);
    fireEvent.keyDown(separator, { key: "ArrowLeft" });

    expect(onShare).toHaveBeenCalledWith({ cus_maria: 0.64, cus_ben: 2 - 0.64 });
  });

  test("makes no lane narrower that has less already", () => {
    const { separator, onShare } = drawSeparator(300, 700);
    fireEvent.keyDown(separator, { key: "ArrowLeft" });

    expect(onShare).toHaveBeenCalledWith({ cus_maria: 0.6, cus_ben: 1.4 });
  });

  test("makes both lanes equal at a double click", async () => {
    const { separator, onShare } = drawSeparator(700, 300, [1.4, 0.6]);
    await page.user.dblClick(separator);

    expect(onShare).toHaveBeenCalledWith({ cus_maria: 1, cus_ben: 1 });
  });

  test("follows the pointer only while it is dragged", () => {
    const { separator, onShare } = drawSeparator(500, 500);
    separator.setPointerCapture = () => {};
    const move = () =>
      fireEvent(separator, Object.assign(new MouseEvent("pointermove", { bubbles: true, movementX: 50 })));
    move();
    expect(onShare).not.toHaveBeenCalled();

    fireEvent.pointerDown(separator);
    move();
    expect(onShare).toHaveBeenLastCalledWith({ cus_maria: 1.1, cus_ben: 2 - 1.1 });

    fireEvent.pointerUp(separator);
    move();
    expect(onShare).toHaveBeenCalledTimes(1);
  });
});
