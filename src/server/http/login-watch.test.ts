import { expect, test } from "bun:test";
import { watchLogins } from "./login-watch.ts";

const report = () => {};

test("an open socket counts as use of its login", async () => {
  const used = Promise.withResolvers<string>();
  const touch = async (loginId: string) => (used.resolve(loginId), true);
  const watch = watchLogins({ touch, onOver: report, report }, 1);

  watch.opened("login_1");

  expect(await used.promise).toBe("login_1");
  watch.stop();
});

test("a socket whose login is over is closed", async () => {
  const over = Promise.withResolvers<string>();
  const watch = watchLogins({ touch: async () => false, onOver: over.resolve, report }, 1);

  watch.opened("login_1");

  expect(await over.promise).toBe("login_1");
  watch.stop();
});

test("a login is watched until its last socket is closed", async () => {
  const touched: string[] = [];
  const touch = async (loginId: string) => touched.push(loginId) > 0;
  const watch = watchLogins({ touch, onOver: report, report }, 1);
  watch.opened("login_1");
  watch.opened("login_1");

  watch.closed("login_1");
  while (touched.length === 0) await Bun.sleep(1);
  watch.closed("login_1");
  const seen = touched.length;
  watch.opened("login_2");
  while (!touched.includes("login_2")) await Bun.sleep(1);

  expect(touched.slice(seen).filter((loginId) => loginId === "login_1").length).toBeLessThanOrEqual(1);
  watch.stop();
});
