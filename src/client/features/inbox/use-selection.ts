import { useState } from "react";
import type { CustomerId } from "#domain/model/ids.ts";

/** Customers that are selected in a list; `null` while nothing can be selected. */
export interface Selection {
  selected: ReadonlySet<CustomerId> | null;
  start: () => void;
  stop: () => void;
  toggle: (id: CustomerId) => void;
  select: (ids: readonly CustomerId[]) => void;
}

/** Keeps which customers of a list are selected. */
export function useSelection(): Selection {
  const [selected, setSelected] = useState<ReadonlySet<CustomerId> | null>(null);
  return {
    selected,
    start: () => setSelected(new Set()),
    stop: () => setSelected(null),
    toggle: (id) => setSelected((ids) => (ids === null ? null : withToggled(ids, id))),
    select: (ids) => setSelected(new Set(ids)),
  };
}

function withToggled(ids: ReadonlySet<CustomerId>, id: CustomerId): ReadonlySet<CustomerId> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
