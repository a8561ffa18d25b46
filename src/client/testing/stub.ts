const restorers: (() => void)[] = [];

/** Replaces a property with `value` for the rest of the test. */
export function stub(object: object, key: PropertyKey, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(object, key);
  restorers.push(() => {
    if (before === undefined) Reflect.deleteProperty(object, key);
    else Object.defineProperty(object, key, before);
  });
  Object.defineProperty(object, key, { value, configurable: true, writable: true });
}

/** Restores all stubbed properties, the latest first. */
export function restoreStubs(): void {
  for (const restore of restorers.splice(0).toReversed()) restore();
}
