import type { CustomerId } from "#domain/model/ids.ts";

/** Which chats are open and how they stand. Nothing here moves unless somebody moves it. */
export interface LaneLayout {
  /** All open chats, in the order in which they were opened. */
  open: readonly CustomerId[];
  /** Those with a place on the screen, from left to right. */
  shown: readonly CustomerId[];
  /** Those of `shown` folded to a spine. */
  collapsed: readonly CustomerId[];
  /** Shares of the width; 1 for those not named. */
  shares: Readonly<Partial<Record<CustomerId, number>>>;
  focused: CustomerId | null;
  maximised: CustomerId | null;
  /** Open chats, the one used last first. */
  recent: readonly CustomerId[];
  /** How somebody wants the list; `null` leaves it to the room there is. */
  list: "whole" | "names" | null;
}

export const EMPTY_LAYOUT: LaneLayout = {
  open: [],
  shown: [],
  collapsed: [],
  shares: {},
  focused: null,
  maximised: null,
  recent: [],
  list: null,
};

/** What a layout must know of the world to make room. */
export interface Room {
  /** How many lanes stand side by side. */
  fit: number;
  /** Whether something unsent is written there: such a lane steps back last. */
  hasDraft: (id: CustomerId) => boolean;
}

/** Opens a chat beside the others, at the end, and focuses it. For want of room the one used longest ago steps back. */
export function openLane(layout: LaneLayout, id: CustomerId, room: Room): LaneLayout {
  if (layout.shown.includes(id)) return focusLane(expandLane(layout, id), id);
  const open = include(layout.open, id);
  const shown = [...makeRoom(layout, room, room.fit - 1), id];
  return focusLane({ ...layout, open, shown, maximised: null }, id);
}

/** Opens a chat in place of the one that has the focus. */
export function openLaneHere(layout: LaneLayout, id: CustomerId, room: Room): LaneLayout {
  const { focused, shown } = layout;
  if (shown.includes(id) || focused === null || !shown.includes(focused)) return openLane(layout, id, room);
  const swapped = shown.map((each) => (each === focused ? id : each));
  const collapsed = without(layout.collapsed, focused);
  return focusLane(
    { ...layout, open: include(layout.open, id), shown: swapped, collapsed, maximised: null },
    id,
  );
}

/** Takes in a chat that was given to me: in a free place if there is one, and never the focus. */
export function receiveLane(layout: LaneLayout, id: CustomerId, { fit }: Room): LaneLayout {
  if (layout.open.includes(id)) return layout;
  const open = include(layout.open, id);
  const isFree = layout.maximised === null && expanded(layout).length < fit;
  const recent = [...layout.recent, id];
  return { ...layout, open, recent, shown: isFree ? [...layout.shown, id] : layout.shown };
}

export function focusLane(layout: LaneLayout, id: CustomerId): LaneLayout {
  if (!layout.open.includes(id)) return layout;
  return { ...layout, focused: id, recent: [id, ...without(layout.recent, id)] };
}

/** Closes a chat. The focus goes to the lane beside it. */
export function closeLane(layout: LaneLayout, id: CustomerId): LaneLayout {
  const at = layout.shown.indexOf(id);
  const shown = without(layout.shown, id);
  const beside = shown[Math.max(0, at - 1)] ?? null;
  return {
    ...layout,
    shown,
    open: without(layout.open, id),
    collapsed: without(layout.collapsed, id),
    recent: without(layout.recent, id),
    shares: Object.fromEntries(Object.entries(layout.shares).filter(([key]) => key !== id)),
    focused: layout.focused === id ? beside : layout.focused,
    maximised: layout.maximised === id ? null : layout.maximised,
  };
}

export function collapseLane(layout: LaneLayout, id: CustomerId): LaneLayout {
  return { ...layout, collapsed: include(layout.collapsed, id), maximised: null };
}

export function expandLane(layout: LaneLayout, id: CustomerId): LaneLayout {
  return { ...layout, collapsed: without(layout.collapsed, id) };
}

/** Lets one lane fill the room, or, with `null`, all have their places again. */
export function maximiseLane(layout: LaneLayout, id: CustomerId | null): LaneLayout {
  return { ...layout, maximised: id };
}

/** Moves a lane one place to the left (-1) or right (1). */
export function moveLane(layout: LaneLayout, id: CustomerId, by: -1 | 1): LaneLayout {
  const at = layout.shown.indexOf(id);
  const neighbour = layout.shown[at + by];
  if (at < 0 || neighbour === undefined) return layout;
  const swap = new Map([
    [id, neighbour],
    [neighbour, id],
  ]);
  return { ...layout, shown: layout.shown.map((each) => swap.get(each) ?? each) };
}

/** Gives two lanes beside each other these shares of the width. */
export function shareWidth(layout: LaneLayout, shares: Readonly<Record<CustomerId, number>>): LaneLayout {
  return { ...layout, shares: { ...layout.shares, ...shares } };
}

/** The lanes that are drawn, from left to right: where the room shrank, those used last. */
export function drawnLanes(layout: LaneLayout, fit: number): readonly CustomerId[] {
  const { maximised, shown, collapsed } = layout;
  if (maximised !== null && shown.includes(maximised)) return [maximised];
  const kept = new Set(layout.recent.filter((id) => expanded(layout).includes(id)).slice(0, fit));
  return shown.filter((id) => kept.has(id) || collapsed.includes(id));
}

/** Shown lanes after as many have stepped back as it takes to leave `places`. */
function makeRoom(layout: LaneLayout, { hasDraft }: Room, places: number): readonly CustomerId[] {
  const inTheWay = expanded(layout);
  const oldestFirst = layout.recent.toReversed().filter((id) => inTheWay.includes(id));
  const stepBack = [
    ...oldestFirst.filter((id) => !hasDraft(id)),
    ...oldestFirst.filter((id) => hasDraft(id)),
  ];
  const gone = new Set(stepBack.slice(0, Math.max(0, inTheWay.length - Math.max(0, places))));
  return layout.shown.filter((id) => !gone.has(id));
}

function expanded({ shown, collapsed }: LaneLayout): readonly CustomerId[] {
  return shown.filter((id) => !collapsed.includes(id));
}

function include<Id>(ids: readonly Id[], id: Id): readonly Id[] {
  return ids.includes(id) ? ids : [...ids, id];
}

function without<Id>(ids: readonly Id[], id: Id): readonly Id[] {
  return ids.filter((each) => each !== id);
}
