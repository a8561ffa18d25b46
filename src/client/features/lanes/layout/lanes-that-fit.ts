/** The narrowest a lane may be drawn, and what is reckoned for one, in px. */
export const LANE_MIN_WIDTH = 320;
const LANE_WIDTH = 352;

const RAIL_WIDTH = 64;
/** The list of chats, whole and as a strip of names; a collapsed lane. In px. */
export const LIST_WIDTH = 296;
export const COMPACT_LIST_WIDTH = 72;
export const COLLAPSED_LANE_WIDTH = 44;

/** Below this width there is one lane beside the list. */
const TABLET_BELOW = 1024;
/** Below this width the list is a strip of names, unless somebody wants it whole. */
const NAMES_BELOW = 1280;

const LANES_MAX = 6;

/**
 * How many lanes stand side by side.
 * @param viewportWidth - of the window, in px
 * @param besideWidth - what stands beside the lanes besides the rail, in px
 */
export function lanesThatFit(viewportWidth: number, besideWidth: number): number {
  if (viewportWidth < TABLET_BELOW) return 1;
  const room = Math.floor((viewportWidth - RAIL_WIDTH - besideWidth) / LANE_WIDTH);
  return Math.min(Math.max(room, 1), LANES_MAX);
}

/** Whether the list is a strip of names when nobody has said how they want it. */
export function listIsCompact(viewportWidth: number): boolean {
  return viewportWidth < NAMES_BELOW;
}
