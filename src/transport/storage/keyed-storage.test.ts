import { describe, expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { KeyedStorage } from "./keyed-storage.ts";
import { FakeStorage } from "../testing/fake-storage.ts";
import { ManualClock, flushPromises } from "../testing/manual-clock.ts";

const kinds: Record<string, Partial<FakeStorage>> = {
  "a storage that works": {},
  "a storage that is full": { full: true },
  "a storage that may not be touched": { blocked: true },
};

for (const [kind, how] of Object.entries(kinds)) {
  describe(`on ${kind}, a shelf`, () => {
    test("gives back what it was given, and nothing of another's", () => {
      const cupboard = Object.assign(new FakeStorage(), how).tab();
      const keyedStorage = new KeyedStorage<object>("a:", cupboard);
      keyedStorage.write("1", { one: 1 });
      keyedStorage.write("2", { two: [2] });
      new KeyedStorage("b:", cupboard).write("1", { other: 1 });

      expect(keyedStorage.read("1")).toEqual({ one: 1 });
      expect(keyedStorage.read("2")).toEqual({ two: [2] });
      expect(keyedStorage.read("3")).toBeNull();
      expect(keyedStorage.all().length).toBe(2);
    });

    test("forgets what it is told to", () => {
      const keyedStorage = new KeyedStorage("a:", Object.assign(new FakeStorage(), how).tab());
      keyedStorage.write("1", { one: 1 });
      keyedStorage.write("1", null);

      expect(keyedStorage.read("1")).toBeNull();
      expect(keyedStorage.all()).toEqual([]);
    });
  });
}

describe("a shelf", () => {
  test("does not bring back over newer words what was stored before the storage filled up", () => {
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

  test("forgets what says when it was written after a day, and nothing else", async () => {
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

  test("throws away what nobody can read, and leaves what is not its own", () => {
    const storage = new FakeStorage();
    storage.items.set("a:1", "{");
    storage.items.set("a:2", "null");
    storage.items.set("a:3", '{"at":"yesterday"}');
    storage.items.set("other", "{");

    expect(new KeyedStorage("a:", storage.tab()).all()).toEqual([]);
    expect([...storage.items.keys()]).toEqual(["other"]);
  });

  test("tells what another tab has changed", async () => {
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
