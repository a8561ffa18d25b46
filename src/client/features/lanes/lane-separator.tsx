import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { classNames } from "../../ui/class-names.ts";
import { textScale } from "../../ui/text-scale.ts";
import { strings } from "../../strings.ts";
import { LANE_MIN_WIDTH } from "./layout/lanes-that-fit.ts";

interface LaneSeparatorProps {
  before: CustomerId;
  after: CustomerId;
  names: readonly [string, string];
  /** The two lanes' shares of the width. */
  shares: readonly [number, number];
  onShare: (shares: Readonly<Record<CustomerId, number>>) => void;
}

/** How far an arrow key moves the separator, in px. */
const STEP = 24;
const PERCENT = 100;

/** Resizes two lanes by dragging or arrow keys; a double click makes them equal. */
export function LaneSeparator({ before, after, names, shares, onShare }: LaneSeparatorProps) {
  const [isDragged, setDragged] = useState(false);
  const sum = shares[0] + shares[1];

  function moveBy(separator: Element, by: number) {
    const widths = [separator.previousElementSibling, separator.nextElementSibling].map(
      (lane) => lane?.getBoundingClientRect().width ?? 0,
    );
    const [left = 0, right = 0] = widths;
    const narrowest = Math.min(LANE_MIN_WIDTH * textScale(), left, right);
    const width = Math.min(Math.max(left + by, narrowest), left + right - narrowest);
    const share = (sum * width) / (left + right);
    onShare({ [before]: share, [after]: sum - share });
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    moveBy(event.currentTarget, event.key === "ArrowLeft" ? -STEP : STEP);
  }

  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a movable separator is a control, an hr is not
      role="separator"
      aria-orientation="vertical"
      aria-label={strings.lane.resize(...names)}
      aria-valuenow={Math.round((shares[0] / sum) * PERCENT)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onShare({ [before]: 1, [after]: 1 })}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(true);
      }}
      onPointerMove={(event) => isDragged && moveBy(event.currentTarget, event.movementX)}
      onPointerUp={() => setDragged(false)}
      onPointerCancel={() => setDragged(false)}
      className={classNames(
        "relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line",
        "after:absolute after:inset-y-0 after:-left-1 after:w-2 hover:after:bg-accent/30 focus-visible:after:bg-focus",
      )}
    />
  );
}
