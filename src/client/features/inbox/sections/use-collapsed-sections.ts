import { useState } from "react";
import { readStoredNames, useMemberStorage } from "../../../live/member-storage.ts";
import type { SectionName } from "./sort-into-sections.ts";

/** Which shelves are closed; remembered in this browser. */
export function useCollapsedSections() {
  const { screenState } = useMemberStorage();
  const [closed, setClosed] = useState(() => new Set(readStoredNames(screenState.read("shelves"))));

  function toggle(name: SectionName) {
    const next = new Set(closed);
    if (!next.delete(name)) next.add(name);
    screenState.write("shelves", { names: [...next] });
    setClosed(next);
  }

  return { isCollapsed: (name: SectionName) => closed.has(name), toggle };
}
