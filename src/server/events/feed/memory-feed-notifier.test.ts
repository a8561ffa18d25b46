import { expect, test } from "bun:test";
import { createMemoryFeedNotifier } from "./memory-feed-notifier.ts";

test("a listener is woken for its organization until it leaves, and the others go on", () => {
  const notifier = createMemoryFeedNotifier();
  const woken: string[] = [];
  const [first, second] = [new AbortController(), new AbortController()];
  notifier.listen("org_1", () => void woken.push("first"), first.signal);
  notifier.listen("org_1", () => void woken.push("second"), second.signal);
  notifier.listen("org_2", () => void woken.push("other"), new AbortController().signal);

  notifier.notify("org_1");
  expect(woken.splice(0)).toEqual(["first", "second"]);
  first.abort();
  notifier.notify("org_1");
  expect(woken.splice(0)).toEqual(["second"]);
  second.abort();
  notifier.notify("org_1");
  notifier.notifyAll();
  expect(woken.splice(0)).toEqual(["other"]);
  notifier.listen("org_1", (facts) => void woken.push(`${facts.length} facts`), new AbortController().signal);
  notifier.notify("org_1");

  expect(woken).toEqual(["0 facts"]);
});
