import { expect, test } from "bun:test";
import { reloadWhenRebuilt } from "./reload-when-rebuilt.ts";

type Answer = string | null;

/** Runs a page that gets these responses in turn. @returns how many it used before it reloaded */
async function reloadAfter(...answers: Answer[]): Promise<number> {
  let asked = 0;
  let reloads = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  void reloadWhenRebuilt({
    build: "one",
    isVisible: () => answers[asked - 1] !== "hidden",
    async askBuild() {
      const answer = answers[asked - 1];
      return answer === undefined ? null : answer;
    },
    wait() {
      asked += 1;
      if (asked > answers.length) resolve();
      return asked > answers.length ? new Promise(() => {}) : Promise.resolve();
    },
    reload() {
      reloads += 1;
      resolve();
    },
  });
  await promise;
  return reloads === 0 ? 0 : asked;
}

test("a page reloads when another build is served than its own", async () => {
  expect(await reloadAfter("one", "one", "two")).toBe(3);
});

test("a page stays while its own build is served, and while no server answers", async () => {
  expect(await reloadAfter("one", null, "one", null)).toBe(0);
});

test("a page that nobody sees asks nothing, and reloads once it is seen", async () => {
  expect(await reloadAfter("hidden", "hidden", "two")).toBe(3);
});
