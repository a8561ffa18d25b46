import { useEffect, useMemo } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { useNames } from "../../../live/use-customer-names.ts";
import { lookAt } from "../../../live/lane-store.ts";
import { words } from "../../../strings.ts";
import { focusAsked } from "./focus-request.ts";
import {
  closeLane,
  collapseLane,
  drawnLanes,
  expandLane,
  focusLane,
  type Layout,
  maximiseLane,
  moveLane,
  openLane,
  openLaneHere,
  receiveLane,
  shareWidth,
} from "./lane-layout.ts";
import { notice } from "../chat/toast.ts";
import { useGoneCustomers } from "./use-erased-customers.ts";
import { useGivenChats } from "./use-assigned-chats.ts";
import { useLayout } from "./use-stored-layout.ts";
import { type Space, useRoom } from "./use-available-space.ts";

/** What can be done with lanes. */
interface LaneMoves {
  /** Opens a chat, or finds it, and puts the keyboard there. `here`: in place of the lane in focus. */
  open: (id: CustomerId, here: boolean) => void;
  /** Notes that somebody is busy in this lane. */
  focus: (id: CustomerId) => void;
  close: (id: CustomerId) => void;
  collapse: (id: CustomerId) => void;
  expand: (id: CustomerId) => void;
  maximise: (id: CustomerId | null) => void;
  move: (id: CustomerId, by: -1 | 1) => void;
  share: (shares: Readonly<Record<CustomerId, number>>) => void;
  /** Whole list or names only, from now on. */
  setList: (list: "whole" | "names") => void;
}

export interface Lanes extends Space {
  layout: Layout;
  /** From left to right. */
  drawn: readonly CustomerId[];
  moves: LaneMoves;
}

/** The open chats: where they stand, and how they are moved. */
export function useLanes(): Lanes {
  const [layout, update] = useLayout();
  const space = useRoom(layout);
  const names = useNames();
  const { room } = space;
  useGivenChats((id) => update((before) => receiveLane(before, id, room)));

  useGoneCustomers((ids) => update((before) => ids.reduce(closeLane, before)));

  const wanted = useMemo(() => layout.recent.filter((id) => layout.open.includes(id)), [layout]);
  useEffect(() => lookAt(wanted), [wanted]);

  function open(id: CustomerId, here: boolean) {
    const before = layout;
    const after = (here ? openLaneHere : openLane)(before, id, room);
    update(() => after);
    focusAsked.set(id);
    const gone = before.shown.find((each) => !after.shown.includes(each));
    // On a phone one chat always takes the place of another: that is no news, and would lie over the buttons.
    const name = gone === undefined || here || space.isPhone ? undefined : names.get(gone);
    notice.set(
      name === undefined ? null : { text: words.open.stepped(name), undo: () => update(() => before) },
    );
  }

  const drawn = space.isPhone
    ? layout.open.filter((id) => id === layout.focused)
    : drawnLanes(layout, space.fit);
  return { ...space, layout, drawn, moves: { open, ...movesOf(update) } };
}

function movesOf(update: (change: (layout: Layout) => Layout) => void): Omit<LaneMoves, "open"> {
  return {
    focus: (id) => update((layout) => (layout.focused === id ? layout : focusLane(layout, id))),
    close: (id) =>
      update((layout) => {
        const closed = closeLane(layout, id);
        focusAsked.set(closed.focused ?? "list");
        return closed;
      }),
    collapse(id) {
      update((layout) => collapseLane(layout, id));
      focusAsked.set(id);
    },
    expand(id) {
      update((layout) => focusLane(expandLane(layout, id), id));
      focusAsked.set(id);
    },
    maximise: (id) => update((layout) => maximiseLane(layout, id)),
    move: (id, by) => update((layout) => moveLane(layout, id, by)),
    share: (shares) => update((layout) => shareWidth(layout, shares)),
    setList: (list) => update((layout) => ({ ...layout, list })),
  };
}
