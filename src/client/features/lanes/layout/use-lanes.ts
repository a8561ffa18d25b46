import { useEffect, useMemo } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { useCustomerNames } from "../../../live/use-customer-names.ts";
import { setOpenLanes } from "../../../live/lane-snapshots.ts";
import { strings } from "../../../strings.ts";
import { focusRequest } from "./focus-request.ts";
import {
  closeLane,
  collapseLane,
  drawnLanes,
  expandLane,
  focusLane,
  type LaneLayout,
  maximiseLane,
  moveLane,
  openLane,
  openLaneHere,
  receiveLane,
  shareWidth,
} from "./lane-layout.ts";
import { toast } from "../chat/toast.ts";
import { useCloseErasedCustomers } from "./use-close-erased-customers.ts";
import { useOnChatAssigned } from "./use-on-chat-assigned.ts";
import { useStoredLayout } from "./use-stored-layout.ts";
import { type AvailableSpace, useAvailableSpace } from "./use-available-space.ts";

/** The operations on lanes. */
interface LaneMoves {
  /** Opens a chat, or shows it if it is open, and focuses it. With `here` it replaces the focused lane. */
  open: (id: CustomerId, here: boolean) => void;
  /** Marks this lane as focused. */
  focus: (id: CustomerId) => void;
  close: (id: CustomerId) => void;
  collapse: (id: CustomerId) => void;
  expand: (id: CustomerId) => void;
  maximise: (id: CustomerId | null) => void;
  move: (id: CustomerId, by: -1 | 1) => void;
  share: (shares: Readonly<Record<CustomerId, number>>) => void;
  /** Pins the list in full or with names only. */
  setList: (list: "whole" | "names") => void;
}

export interface Lanes extends AvailableSpace {
  layout: LaneLayout;
  /** The rendered lanes from left to right. */
  drawn: readonly CustomerId[];
  moves: LaneMoves;
}

/** The open chats, their layout, and the operations on it. */
export function useLanes(): Lanes {
  const [layout, update] = useStoredLayout();
  const space = useAvailableSpace(layout);
  const names = useCustomerNames();
  const { room } = space;
  useOnChatAssigned((id) => update((before) => receiveLane(before, id, room)));

  useCloseErasedCustomers((ids) => update((before) => ids.reduce(closeLane, before)));

  const byRecency = useMemo(() => layout.recent.filter((id) => layout.open.includes(id)), [layout]);
  useEffect(() => setOpenLanes(byRecency), [byRecency]);

  function open(id: CustomerId, here: boolean) {
    const before = layout;
    const after = (here ? openLaneHere : openLane)(before, id, room);
    update(() => after);
    focusRequest.set(id);
    const hidden = before.shown.find((each) => !after.shown.includes(each));
    // No toast on phones: every opened chat hides another one there, and the toast would cover the buttons.
    const name = hidden === undefined || here || space.isPhone ? undefined : names.get(hidden);
    toast.set(
      name === undefined ? null : { text: strings.open.stepped(name), undo: () => update(() => before) },
    );
  }

  const drawn = space.isPhone
    ? layout.open.filter((id) => id === layout.focused)
    : drawnLanes(layout, space.fit);
  return { ...space, layout, drawn, moves: { open, ...movesOf(update) } };
}

function movesOf(update: (change: (layout: LaneLayout) => LaneLayout) => void): Omit<LaneMoves, "open"> {
  return {
    focus: (id) => update((layout) => (layout.focused === id ? layout : focusLane(layout, id))),
    close: (id) =>
      update((layout) => {
        const closed = closeLane(layout, id);
        focusRequest.set(closed.focused ?? "list");
        return closed;
      }),
    collapse(id) {
      update((layout) => collapseLane(layout, id));
      focusRequest.set(id);
    },
    expand(id) {
      update((layout) => focusLane(expandLane(layout, id), id));
      focusRequest.set(id);
    },
    maximise: (id) => update((layout) => maximiseLane(layout, id)),
    move: (id, by) => update((layout) => moveLane(layout, id, by)),
    share: (shares) => update((layout) => shareWidth(layout, shares)),
    setList: (list) => update((layout) => ({ ...layout, list })),
  };
}
