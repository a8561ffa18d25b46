/** The fields of every item of a durable stream: its number, and the number sent before it. */
export interface SequencedItem {
  prev: number;
  no: number;
}

/**
 * Decides what to do with an item when everything up to `cursor` has been applied. Numbers may have gaps (not every
 * fact is for every reader), so only `prev` shows whether something is missing.
 */
export function checkSequence(cursor: number, item: SequencedItem): "apply" | "ignore" | "hole" {
  if (item.no <= cursor) return "ignore";
  return item.prev === cursor ? "apply" : "hole";
}
