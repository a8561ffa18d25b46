/** A list as shown while its order is held. */
export interface FrozenOrder<Item> {
  shown: readonly Item[];
  /** The number of items that are not at their current position. */
  updates: number;
}

/**
 * Keeps the previous order of a list. Removed items disappear, and new ones come last. The items themselves are
 * always current.
 *
 * @param held - the keys in the order to keep, or `null` to use the current order
 */
export function freezeOrder<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  held: readonly string[] | null,
): FrozenOrder<Item> {
  if (held === null) return { shown: items, updates: 0 };
  const places = new Map(held.map((key, place) => [key, place]));
  const placeOf = (item: Item) => places.get(keyOf(item)) ?? held.length;
  const shown = items.toSorted((a, b) => placeOf(a) - placeOf(b));
  return { shown, updates: shown.filter((item, place) => item !== items[place]).length };
}
