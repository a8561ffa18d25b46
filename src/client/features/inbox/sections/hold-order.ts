/** A list as it is shown while somebody's hand is on it. */
export interface HeldOrder<Item> {
  shown: readonly Item[];
  /** How many lie elsewhere than they would. */
  updates: number;
}

/**
 * Keeps a list in the order it had. What has gone is left out, what is new comes last; what is shown of each is the
 * present.
 *
 * @param held - the keys in the order in which they were, or `null` when nobody's hand is there
 */
export function holdOrder<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  held: readonly string[] | null,
): HeldOrder<Item> {
  if (held === null) return { shown: items, updates: 0 };
  const places = new Map(held.map((key, place) => [key, place]));
  const placeOf = (item: Item) => places.get(keyOf(item)) ?? held.length;
  const shown = items.toSorted((a, b) => placeOf(a) - placeOf(b));
  return { shown, updates: shown.filter((item, place) => item !== items[place]).length };
}
