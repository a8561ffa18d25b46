import { type FocusEvent, useState } from "react";
import { holdOrder } from "./hold-order.ts";

/**
 * Keeps a list still while the pointer or the focus is on it.
 *
 * @returns the list as it is to be shown, what to hang on the element around it, and how to let the order go
 */
export function useHoldOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const [held, hold] = useState<readonly string[] | null>(null);
  const keys = () => items.map(keyOf);
  const take = () => hold((before) => before ?? keys());

  return {
    ...holdOrder(items, keyOf, held),
    release: () => hold((before) => (before === null ? before : keys())),
    hand: {
      onPointerEnter: take,
      onPointerLeave: ({ currentTarget }: { currentTarget: Element }) => {
        if (!currentTarget.contains(document.activeElement)) hold(null);
      },
      onFocus: take,
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(":hover")) hold(null);
      },
    },
  };
}
