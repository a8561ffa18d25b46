import { describe, expect, test } from "bun:test";
import { safeStorage, type BrowserStorage } from "./safe-storage.ts";
import { FakeStorage } from "./testing/fake-storage.ts";

const kinds: Record<string, () => () => BrowserStorage> = {
  "a storage that works": () => {
    const { view } = new FakeStorage().tab();
    return () => view;
  },
  "a storage that is full": () => {
    const storage = new FakeStorage();
    storage.full = true;
    const { view } = storage.tab();
    return () => view;
  },
  "a storage that may not be touched": () => () => {
    throw new DOMException("denied", "SecurityError");
  },
};

for (const [kind, open] of Object.entries(kinds)) {
  describe(kind, () => {
    test("gives back what it was given", () => {
      const storage = safeStorage(open());
      storage.write("a:1", "one");
      storage.write("a:2", "two");
      storage.write("b:1", "other");

      expect(storage.read("a:1")).toBe("one");
      expect(storage.read("a:3")).toBeNull();
      expect(storage.keys("a:").toSorted()).toEqual(["a:1", "a:2"]);
    });

    test("forgets what it is told to", () => {
      const storage = safeStorage(open());
      storage.write("a", "one");
      storage.remove("a");

      expect(storage.read("a")).toBeNull();
      expect(storage.keys("")).toEqual([]);
    });
  });
}

test("what was stored before the storage filled up does not come back over the newer words", () => {
  const shared = new FakeStorage();
  const { view } = shared.tab();
  const storage = safeStorage(() => view);
  storage.write("a", "old");
  shared.full = true;
  storage.write("a", "new");
  expect(storage.read("a")).toBe("new");
  shared.full = false;
  storage.write("a", "newest");

  expect(shared.items.get("a")).toBe("newest");
  expect(storage.read("a")).toBe("newest");
});
