import { afterEach, describe, expect, test } from "bun:test";
import { browserEnvironment } from "./browser-environment.ts";

/** Stands for the parts of a page, which do not exist here, and records their listeners. */
function openFakePage() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const fakes = {
    document: page,
    addEventListener: (kind: string, listener: () => void) => page.addEventListener(kind, listener),
    localStorage: "the storage",
  };
  const before = Object.keys(fakes).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(fakes)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  restore = () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  };
  return { page, fire: (kind: string) => page.dispatchEvent(new Event(kind)) };
}

let restore = () => {};
afterEach(() => restore());

describe("in a real browser", () => {
  test("the network's coming and going, and the page's becoming visible, are noticed", () => {
    const { page, fire } = openFakePage();
    let changes = 0;
    browserEnvironment.onNetworkOrVisibilityChange(() => (changes += 1));
    const seen = ["online", "offline", "visibilitychange"].map((kind) => {
      fire(kind);
      return changes;
    });
    expect(seen).toEqual([1, 2, 3]);

    page.hidden = true;
    fire("visibilitychange");
    expect(changes).toBe(3);
  });

  test("what another tab stores is noticed", () => {
    const { fire } = openFakePage();
    let changes = 0;
    browserEnvironment.onStorageChange(() => (changes += 1));
    fire("storage");

    expect(changes).toBe(1);
    expect(browserEnvironment.storage()).toBe("the storage" as never);
  });

  test("work runs after its time, unless it is cancelled", async () => {
    const done: string[] = [];
    const cancel = browserEnvironment.after(0, () => done.push("cancelled"));
    cancel();
    await new Promise<void>((resolve) => {
      browserEnvironment.after(1, () => {
        done.push("run");
        resolve();
      });
    });

    expect(done).toEqual(["run"]);
  });

  test("time, chance and the end of a wait are those of the platform", async () => {
    const before = Date.now();
    const signal = browserEnvironment.timeoutSignal(1);
    expect(browserEnvironment.now()).toBeWithin(before, Date.now() + 1);
    expect(browserEnvironment.random()).toBeWithin(0, 1);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));

    expect(signal.aborted).toBe(true);
  });
});
