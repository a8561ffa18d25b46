import type { CustomerId } from "#domain/model/ids.ts";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { useIsPhone, useViewportWidth } from "../../../ui/use-viewport-width.ts";
import {
  lanesThatFit,
  LIST_WIDTH,
  leavesRoomForLane,
  listIsCompact,
  COMPACT_LIST_WIDTH,
  COLLAPSED_LANE_WIDTH,
} from "./lanes-that-fit.ts";
import type { LaneLayout, Room } from "./lane-layout.ts";

/** The space for the list and the lanes. */
export interface AvailableSpace {
  isPhone: boolean;
  /** Whether the list shows only initials. */
  isListCompact: boolean;
  /** How many lanes are rendered side by side. */
  fit: number;
  /** The room for opening another lane. */
  room: Room;
}

/** Computes the available space. A list that is not pinned becomes compact before a lane is hidden. */
export function useAvailableSpace(layout: LaneLayout): AvailableSpace {
  const width = useViewportWidth();
  const isPhone = useIsPhone();
  const { drafts } = useMemberStorage();
  const collapsedWidth = layout.collapsed.length * COLLAPSED_LANE_WIDTH;
  const fitBesideFull = lanesThatFit(width, LIST_WIDTH + collapsedWidth);
  const fitBesideCompact = lanesThatFit(width, COMPACT_LIST_WIDTH + collapsedWidth);
  const isPinned = layout.list !== null;
  const isCrowded =
    layout.shown.length - layout.collapsed.length > fitBesideFull && fitBesideCompact > fitBesideFull;
  const isCompact =
    (isPinned ? layout.list === "names" : listIsCompact(width) || isCrowded) || !leavesRoomForLane(width);
  const maxFit = isPinned && !isCompact ? fitBesideFull : fitBesideCompact;
  const room = {
    fit: maxFit,
    hasDraft: (id: CustomerId) => drafts.read(id).trim() !== "",
  };
  return {
    isPhone,
    isListCompact: isCompact,
    fit: isCompact ? fitBesideCompact : fitBesideFull,
    room,
  };
}
