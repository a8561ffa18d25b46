import { useState } from "react";
import { useBelongings } from "../../live/belongings.ts";
import type { ShelfName } from "./shelves.ts";

/** Which shelves are closed; remembered in this browser. */
export function useCollapsed() {
  const { storage, prefix } = useBelongings();
  const key = `${prefix}shelves`;
  const [closed, setClosed] = useState(() => new Set((storage.read(key) ?? "").split(" ")));

  function toggle(name: ShelfName) {
    const next = new Set(closed);
    if (!next.delete(name)) next.add(name);
    storage.write(key, [...next].join(" "));
    setClosed(next);
  }

  return { isCollapsed: (name: ShelfName) => closed.has(name), toggle };
}
