import { describe, expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { KeyedStorage } from "./keyed-storage.ts";
import { FakeStorage } from "../testing/fake-storage.ts";
import { ManualClock, flushPromises } from "../testing/manual-clock.ts";

const kinds: Record<string, Partial<FakeStorage>> = {
  "working storage": {},
  "full storage": { full: true },
  "blocked storage": { blocked: true },
};

for (const [kind, how] of Object.entries(kinds)) {
  describe(`on ${kind}, a keyed storage`, () => {
    test("returns what was written, and nothing of another prefix", () => {
      const tab = Object.assign(new FakeStorage(), how).tab();
      const keyedStorage = new KeyedStorage<object>("a:", tab);
      keyedStorage.write("1", { one: 1 });
      keyedStorage.write("2", { two: [2] });
      new KeyedStorage("b:", tab).write("1", { other: 1 });

      expect(keyedStorage.read("1")).toEqual({ one: 1 });
      expect(keyedStorage.read("2")).toEqual({ two: [2] });
      expect(keyedStorage.read("3")).toBeNull();
      expect(keyedStorage.all().length).toBe(2);
    });

    test("removes a value when null is written", () => {
      const keyedStorage = new KeyedStorage("a:", Object.assign(new FakeStorage(), how).tab());
      keyedStorage.write("1", { one: 1 });
      keyedStorage.write("1", null);

      expect(keyedStorage.read("1")).toBeNull();
      expect(keyedStorage.all()).toEqual([]);
    });
  });
}

describe("a keyed storage", () => {
  test("does not return an older stored value after a newer one did not fit", () => {
    const storage = new FakeStorage();
    const keyedStorage = new KeyedStorage("", storage.tab());
    keyedStorage.write("a", { age: "old" });
    storage.full = true;
    keyedStorage.write("a", { age: "new" });
    expect(keyedStorage.read("a")).toEqual({ age: "new" });
    storage.full = false;
    keyedStorage.write("a", { age: "newest" });

    expect(storage.items.get("a")).toBe('{"age":"newest"}');
    expect(keyedStorage.read("a")).toEqual({ age: "newest" });
  });

  test("removes values with a time after a day, and no others", async () => {
    const clock = new ManualClock();
    const storage = new FakeStorage(clock);
    const keyedStorage = new KeyedStorage<object>("a:", storage.tab());
    keyedStorage.write("words", { at: clock.now() });
    keyedStorage.write("name", { name: "Maria" });
    await clock.pass(DAY - 1);
    expect(keyedStorage.all().length).toBe(2);
    await clock.pass(1);
    expect(keyedStorage.all()).toEqual([{ name: "Maria" }]);

    expect([...storage.items.keys()]).toEqual(["a:name"]);
  });

  test("removes unreadable values, and leaves other prefixes alone", () => {
    const storage = new FakeStorage();
    storage.items.set("a:1", "{");
    storage.items.set("a:2", "null");
    storage.items.set("a:3", '{"at":"yesterday"}');
    storage.items.set("other", "{");

    expect(new KeyedStorage("a:", storage.tab()).all()).toEqual([]);
    expect([...storage.items.keys()]).toEqual(["other"]);
  });

  test("reports changes of another tab", async () => {
    const storage = new FakeStorage();
    const [here, there] = [new KeyedStorage("a:", storage.tab()), new KeyedStorage("a:", storage.tab())];
    let changes = 0;
    here.watch(() => (changes += 1));
    here.write("mine", {});
    await flushPromises();
    expect(changes).toBe(0);
    there.write("theirs", {});
    await flushPromises();

    expect(changes).toBe(1);
  });
});

test("what is stored is read from the storage, where another tab may have changed it", () => {
  const storage = new FakeStorage();
  const [one, other] = [
    new KeyedStorage<object>("a:", storage.tab()),
    new KeyedStorage<object>("a:", storage.tab()),
  ];
  one.write("1", { by: "one" });
  other.write("1", { by: "other" });
  expect(one.read("1")).toEqual({ by: "other" });

  other.write("1", null);
  expect(one.read("1")).toBeNull();
  expect(one.all()).toEqual([]);
});
