import type { CustomerId } from "#domain/model/ids.ts";
import { useBelongings } from "../../../live/member-storage.ts";
import { PHONE_BELOW, useViewportWidth } from "../../../ui/use-viewport-width.ts";
import { lanesThatFit, LIST_WIDTH, listIsNames, NAMES_WIDTH, SPINE_WIDTH } from "./lanes-that-fit.ts";
import type { Layout, Room } from "./lane-layout.ts";

/** How much room there is. */
export interface Space {
  isPhone: boolean;
  /** The list is a strip of names. */
  asNames: boolean;
  /** How many lanes are drawn side by side. */
  fit: number;
  /** What opening another lane may count on. */
  room: Room;
}

/** Reckons the room that the window leaves. A list nobody has pinned gives way before a lane does. */
export function useRoom(layout: Layout): Space {
  const width = useViewportWidth();
  const { drafts } = useBelongings();
  const spines = layout.collapsed.length * SPINE_WIDTH;
  const whole = lanesThatFit(width, LIST_WIDTH + spines);
  const names = lanesThatFit(width, NAMES_WIDTH + spines);
  const isPinned = layout.list !== null;
  const isCrowded = layout.shown.length - layout.collapsed.length > whole && names > whole;
  const asNames = isPinned ? layout.list === "names" : listIsNames(width) || isCrowded;
  const most = isPinned && !asNames ? whole : names;
  const room = {
    fit: most,
    hasDraft: (id: CustomerId) => drafts.read(id).trim() !== "",
  };
  return { isPhone: width < PHONE_BELOW, asNames, fit: asNames ? names : whole, room };
}
