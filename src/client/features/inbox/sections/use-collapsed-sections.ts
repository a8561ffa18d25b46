import { useState } from "react";
import { namesIn, useBelongings } from "../../../live/member-storage.ts";
import type { ShelfName } from "./sort-into-sections.ts";

/** Which shelves are closed; remembered in this browser. */
export function useCollapsed() {
  const { shelf } = useBelongings();
  const [closed, setClosed] = useState(() => new Set(namesIn(shelf.read("shelves"))));

  function toggle(name: ShelfName) {
    const next = new Set(closed);
    if (!next.delete(name)) next.add(name);
    shelf.write("shelves", { names: [...next] });
    setClosed(next);
  }

  return { isCollapsed: (name: ShelfName) => closed.has(name), toggle };
}
