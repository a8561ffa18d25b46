/** Calls `changed` with the key another tab has changed, `null` for all; the answer stops it. */
export type StorageEvents = (changed: (key: string | null) => void) => () => void;

/** The browser's `storage` events. */
export const browserStorageEvents: StorageEvents = (changed) => {
  const hear = ({ key }: StorageEvent) => changed(key);
  addEventListener("storage", hear);
  return () => removeEventListener("storage", hear);
};
