import { type FocusEvent, useState } from "react";
import { freezeOrder } from "./freeze-order.ts";

/**
 * Holds a list's order while the pointer or the focus is on it.
 *
 * @returns the list to show, handlers for the surrounding element, and `release`, which shows the current order
 */
export function useFrozenOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const [held, hold] = useState<readonly string[] | null>(null);
  const keys = () => items.map(keyOf);
  const holdCurrent = () => hold((before) => before ?? keys());

  return {
    ...freezeOrder(items, keyOf, held),
    release: () => hold((before) => (before === null ? before : keys())),
    handlers: {
      onPointerEnter: holdCurrent,
      onPointerLeave: ({ currentTarget }: { currentTarget: Element }) => {
        if (!currentTarget.contains(document.activeElement)) hold(null);
      },
      onFocus: holdCurrent,
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(":hover")) hold(null);
      },
    },
  };
}
