import { useState } from "react";
import { readStoredNames, useMemberStorage } from "../../../live/member-storage.ts";
import type { SectionName } from "./sort-into-sections.ts";

/** The collapsed sections, stored in this browser. */
export function useCollapsedSections() {
  const { screenState } = useMemberStorage();
  const [collapsed, setCollapsed] = useState(() => new Set(readStoredNames(screenState.read("shelves"))));

  function toggle(name: SectionName) {
    const next = new Set(collapsed);
    if (!next.delete(name)) next.add(name);
    screenState.write("shelves", { names: [...next] });
    setCollapsed(next);
  }

  return { isCollapsed: (name: SectionName) => collapsed.has(name), toggle };
}
