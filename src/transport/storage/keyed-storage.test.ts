import { describe, expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { Shelf } from "./keyed-storage.ts";
import { FakeStorage } from "../testing/fake-storage.ts";
import { ManualClock, settle } from "../testing/manual-clock.ts";

const kinds: Record<string, Partial<FakeStorage>> = {
  "a storage that works": {},
  "a storage that is full": { full: true },
  "a storage that may not be touched": { blocked: true },
};

for (const [kind, how] of Object.entries(kinds)) {
  describe(`on ${kind}, a shelf`, () => {
    test("gives back what it was given, and nothing of another's", () => {
      const cupboard = Object.assign(new FakeStorage(), how).tab();
      const shelf = new Shelf<object>("a:", cupboard);
      shelf.write("1", { one: 1 });
      shelf.write("2", { two: [2] });
      new Shelf("b:", cupboard).write("1", { other: 1 });

      expect(shelf.read("1")).toEqual({ one: 1 });
      expect(shelf.read("2")).toEqual({ two: [2] });
      expect(shelf.read("3")).toBeNull();
      expect(shelf.all().length).toBe(2);
    });

    test("forgets what it is told to", () => {
      const shelf = new Shelf("a:", Object.assign(new FakeStorage(), how).tab());
      shelf.write("1", { one: 1 });
      shelf.write("1", null);

      expect(shelf.read("1")).toBeNull();
      expect(shelf.all()).toEqual([]);
    });
  });
}

describe("a shelf", () => {
  test("does not bring back over newer words what was stored before the storage filled up", () => {
    const storage = new FakeStorage();
    const shelf = new Shelf("", storage.tab());
    shelf.write("a", { age: "old" });
    storage.full = true;
    shelf.write("a", { age: "new" });
    expect(shelf.read("a")).toEqual({ age: "new" });
    storage.full = false;
    shelf.write("a", { age: "newest" });

    expect(storage.items.get("a")).toBe('{"age":"newest"}');
    expect(shelf.read("a")).toEqual({ age: "newest" });
  });

  test("forgets what says when it was written after a day, and nothing else", async () => {
    const clock = new ManualClock();
    const storage = new FakeStorage(clock);
    const shelf = new Shelf<object>("a:", storage.tab());
    shelf.write("words", { at: clock.now() });
    shelf.write("name", { name: "Maria" });
    await clock.pass(DAY - 1);
    expect(shelf.all().length).toBe(2);
    await clock.pass(1);
    expect(shelf.all()).toEqual([{ name: "Maria" }]);

    expect([...storage.items.keys()]).toEqual(["a:name"]);
  });

  test("throws away what nobody can read, and leaves what is not its own", () => {
    const storage = new FakeStorage();
    storage.items.set("a:1", "{");
    storage.items.set("a:2", "null");
    storage.items.set("a:3", '{"at":"yesterday"}');
    storage.items.set("other", "{");

    expect(new Shelf("a:", storage.tab()).all()).toEqual([]);
    expect([...storage.items.keys()]).toEqual(["other"]);
  });

  test("tells what another tab has changed", async () => {
    const storage = new FakeStorage();
    const [here, there] = [new Shelf("a:", storage.tab()), new Shelf("a:", storage.tab())];
    let changes = 0;
    here.watch(() => (changes += 1));
    here.write("mine", {});
    await settle();
    expect(changes).toBe(0);
    there.write("theirs", {});
    await settle();

    expect(changes).toBe(1);
  });
});
