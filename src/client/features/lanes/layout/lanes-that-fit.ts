/**
 * A lane's minimum width, and the width assumed per lane, in px at the usual text size, as all widths here.
 */
export const LANE_MIN_WIDTH = 320;
const LANE_WIDTH = 352;

const RAIL_WIDTH = 64;
/** Widths of the full and the compact chat list and of a collapsed lane, in px. */
export const LIST_WIDTH = 296;
export const COMPACT_LIST_WIDTH = 72;
export const COLLAPSED_LANE_WIDTH = 44;

/** Below this width only one lane fits beside the list. */
const TABLET_BELOW = 1024;
/** Below this width the list is compact, unless the user wants it in full. */
const COMPACT_LIST_BELOW = 1280;

const LANES_MAX = 6;

/**
 * Computes how many lanes fit side by side.
 * @param viewportWidth - in px at the usual text size
 * @param besideWidth - the width of everything beside the lanes except the rail, in px
 */
export function lanesThatFit(viewportWidth: number, besideWidth: number): number {
  if (viewportWidth < TABLET_BELOW) return 1;
  const room = Math.floor((viewportWidth - RAIL_WIDTH - besideWidth) / LANE_WIDTH);
  return Math.min(Math.max(room, 1), LANES_MAX);
}

/** Whether the list is compact by default. */
export function listIsCompact(viewportWidth: number): boolean {
  return viewportWidth < COMPACT_LIST_BELOW;
}

/** Whether a lane fits beside the full list. Only with large texts it does not. */
export function leavesRoomForLane(viewportWidth: number): boolean {
  return viewportWidth - RAIL_WIDTH - LIST_WIDTH >= LANE_MIN_WIDTH;
}
