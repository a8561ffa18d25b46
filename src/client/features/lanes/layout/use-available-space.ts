import type { CustomerId } from "#domain/model/ids.ts";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { PHONE_BELOW, useViewportWidth } from "../../../ui/use-viewport-width.ts";
import {
  lanesThatFit,
  LIST_WIDTH,
  listIsCompact,
  COMPACT_LIST_WIDTH,
  COLLAPSED_LANE_WIDTH,
} from "./lanes-that-fit.ts";
import type { LaneLayout, Room } from "./lane-layout.ts";

/** How much room there is. */
export interface AvailableSpace {
  isPhone: boolean;
  /** The list is a strip of names. */
  isListCompact: boolean;
  /** How many lanes are drawn side by side. */
  fit: number;
  /** What opening another lane may count on. */
  room: Room;
}

/** Reckons the room that the window leaves. A list nobody has pinned gives way before a lane does. */
export function useAvailableSpace(layout: LaneLayout): AvailableSpace {
  const width = useViewportWidth();
  const { drafts } = useMemberStorage();
  const spines = layout.collapsed.length * COLLAPSED_LANE_WIDTH;
  const whole = lanesThatFit(width, LIST_WIDTH + spines);
  const names = lanesThatFit(width, COMPACT_LIST_WIDTH + spines);
  const isPinned = layout.list !== null;
  const isCrowded = layout.shown.length - layout.collapsed.length > whole && names > whole;
  const asNames = isPinned ? layout.list === "names" : listIsCompact(width) || isCrowded;
  const most = isPinned && !asNames ? whole : names;
  const room = {
    fit: most,
    hasDraft: (id: CustomerId) => drafts.read(id).trim() !== "",
  };
  return { isPhone: width < PHONE_BELOW, isListCompact: asNames, fit: asNames ? names : whole, room };
}
