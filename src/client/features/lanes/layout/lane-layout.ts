import type { CustomerId } from "#domain/model/ids.ts";

/** The open chats and the arrangement of their lanes. */
export interface LaneLayout {
  /** All open chats, in the order in which they were opened. */
  open: readonly CustomerId[];
  /** The open chats with a lane on the screen, from left to right. */
  shown: readonly CustomerId[];
  /** The shown chats whose lane is collapsed. */
  collapsed: readonly CustomerId[];
  /** Shares of the width; 1 by default. */
  shares: Readonly<Partial<Record<CustomerId, number>>>;
  focused: CustomerId | null;
  maximised: CustomerId | null;
  /** Open chats, most recently used first. */
  recent: readonly CustomerId[];
  /** Whether the list shows whole entries or names only, as the user chose; with `null` it depends on the space. */
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

/** The facts needed to make room for a lane. */
export interface Room {
  /** The number of lanes that fit side by side. */
  fit: number;
  /** Whether a chat has a draft. Lanes with a draft are hidden last. */
  hasDraft: (id: CustomerId) => boolean;
}

/** Opens a chat after the others and focuses it. If there is no room, the least recently used lane is hidden. */
export function openLane(layout: LaneLayout, id: CustomerId, room: Room): LaneLayout {
  if (layout.shown.includes(id)) return focusLane(expandLane(layout, id), id);
  const open = include(layout.open, id);
  const shown = [...makeRoom(layout, room, room.fit - 1), id];
  return focusLane({ ...layout, open, shown, maximised: null }, id);
}

/** Opens a chat in place of the focused one. */
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

/** Adds a chat assigned to me. It is shown if there is room, and never focused. */
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

/** Closes a chat. The focus moves to the lane beside it. */
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

/** Maximises one lane, or with `null` restores all. */
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

/** Sets the width shares of two adjacent lanes. */
export function shareWidth(layout: LaneLayout, shares: Readonly<Record<CustomerId, number>>): LaneLayout {
  return { ...layout, shares: { ...layout.shares, ...shares } };
}

/** The lanes to render, from left to right. If not all fit, the most recently used ones. */
export function drawnLanes(layout: LaneLayout, fit: number): readonly CustomerId[] {
  const { maximised, shown, collapsed } = layout;
  if (maximised !== null && shown.includes(maximised)) return [maximised];
  const kept = new Set(layout.recent.filter((id) => expanded(layout).includes(id)).slice(0, fit));
  return shown.filter((id) => kept.has(id) || collapsed.includes(id));
}

/** The lanes that stay shown if at most `places` may be expanded. */
function makeRoom(layout: LaneLayout, { hasDraft }: Room, places: number): readonly CustomerId[] {
  const candidates = expanded(layout);
  const oldestFirst = layout.recent.toReversed().filter((id) => candidates.includes(id));
  const hideOrder = [
    ...oldestFirst.filter((id) => !hasDraft(id)),
    ...oldestFirst.filter((id) => hasDraft(id)),
  ];
  const hidden = new Set(hideOrder.slice(0, Math.max(0, candidates.length - Math.max(0, places))));
  return layout.shown.filter((id) => !hidden.has(id));
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
