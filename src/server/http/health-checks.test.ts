import { expect, test } from "bun:test";
import { createReadiness, healthzResponse, readyzResponse } from "./health-checks.ts";

test("a living process says ok, and nothing else", async () => {
  expect(await healthzResponse().text()).toBe("ok\n");
});

test("a process that can work is ready", async () => {
  expect((await readyzResponse(async () => true)).status).toBe(200);
});

test("one that cannot is not", async () => {
  expect((await readyzResponse(async () => false)).status).toBe(503);
});

test("one whose database fails is not ready, and the reason stays inside", async () => {
  const response = await readyzResponse(() => Promise.reject(new Error("password authentication failed")));

  expect([response.status, await response.text()]).toEqual([503, "not ready\n"]);
});

test("one whose database does not answer in time is not ready", async () => {
  const never = new Promise<boolean>(() => {});

  expect((await readyzResponse(() => never, 5)).status).toBe(503);
});

test("the database is asked once a second at most, however often somebody wants to know", async () => {
  const clock = { at: 0 };
  const answers = [true, false];
  let asked = 0;
  const isReady = createReadiness(
    async () => answers[asked++] ?? true,
    () => clock.at,
  );

  expect(await Promise.all([isReady(), isReady()])).toEqual([true, true]);
  clock.at = 999;
  expect(await isReady()).toBe(true);
  clock.at = 1_000;
  expect(await isReady()).toBe(false);
  expect(asked).toBe(2);
});
