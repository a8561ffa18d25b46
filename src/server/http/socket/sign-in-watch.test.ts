import { expect, test } from "bun:test";
import { watchSignIns } from "./sign-in-watch.ts";

const report = () => {};
const standing = async () =>
  new Map<string, "agent" | "admin">([
    ["login_agent", "agent"],
    ["login_risen", "admin"],
  ]);

test("an open socket counts as use of its login", async () => {
  const used = Promise.withResolvers<string>();
  const touch = async (loginId: string) => (used.resolve(loginId), true);
  const watch = watchSignIns({ touch, onOver: report, report, standing }, { touchMs: 1, checkMs: null });

  watch.opened("login_1", "agent");

  expect(await used.promise).toBe("login_1");
  watch.stop();
});

test("a socket whose login is over is closed", async () => {
  const over = Promise.withResolvers<string>();
  const watch = watchSignIns(
    { touch: async () => false, onOver: over.resolve, report, standing },
    { touchMs: 1, checkMs: null },
  );

  watch.opened("login_1", "agent");

  expect(await over.promise).toBe("login_1");
  watch.stop();
});

test("a login is watched until its last socket is closed", async () => {
  const touched: string[] = [];
  const touch = async (loginId: string) => touched.push(loginId) > 0;
  const watch = watchSignIns({ touch, onOver: report, report, standing }, { touchMs: 1, checkMs: null });
  watch.opened("login_1", "agent");
  watch.opened("login_1", "agent");

  watch.closed("login_1");
  while (touched.length === 0) await Bun.sleep(1);
  watch.closed("login_1");
  const seen = touched.length;
  watch.opened("login_2", "agent");
  while (!touched.includes("login_2")) await Bun.sleep(1);

  expect(touched.slice(seen).filter((loginId) => loginId === "login_1").length).toBeLessThanOrEqual(1);
  watch.stop();
});

test("a login that stands no more, or whose member may do other things now, is over at the next look", async () => {
  const over: string[] = [];
  const onOver = (loginId: string) => {
    over.push(loginId);
    watch.closed(loginId);
  };
  const watch = watchSignIns({ touch: async () => true, standing, onOver, report }, { checkMs: 1 });

  for (const login of ["login_agent", "login_risen", "login_gone"]) watch.opened(login, "agent");
  while (over.length < 2) await Bun.sleep(1);

  expect(over.toSorted()).toEqual(["login_gone", "login_risen"]);
  watch.stop();
});
