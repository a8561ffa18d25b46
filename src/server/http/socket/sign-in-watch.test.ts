import { expect, test } from "bun:test";
import { until } from "../testing/wait-until.ts";
import { type LoginPlace, loginPlaceKey } from "../../auth/logins/list-login-rights.ts";
import { watchSignIns } from "./sign-in-watch.ts";

const report = () => {};
/** The use of a login in a company. */
const of = (loginId: string, orgId: LoginPlace["orgId"] = "org_1"): LoginPlace => ({ loginId, orgId });
const standing = async () =>
  new Map<string, "agent" | "admin">([
    [loginPlaceKey(of("login_agent")), "agent"],
    [loginPlaceKey(of("login_risen")), "admin"],
  ]);

test("an open socket counts as use of its login", async () => {
  const used = Promise.withResolvers<string>();
  const touch = async ({ loginId }: LoginPlace) => (used.resolve(loginId), true);
  const watch = watchSignIns({ touch, onOver: report, report, standing }, { touchMs: 1, checkMs: null });

  watch.opened(of("login_1"), "agent");

  expect(await used.promise).toBe("login_1");
  watch.stop();
});

test("a socket whose login is over is closed", async () => {
  const over = Promise.withResolvers<LoginPlace>();
  const watch = watchSignIns(
    { touch: async () => false, onOver: over.resolve, report, standing },
    { touchMs: 1, checkMs: null },
  );

  watch.opened(of("login_1"), "agent");

  expect(await over.promise).toEqual(of("login_1"));
  watch.stop();
});

test("a login is watched until its last socket is closed", async () => {
  const touched: string[] = [];
  const touch = async ({ loginId }: LoginPlace) => touched.push(loginId) > 0;
  const watch = watchSignIns({ touch, onOver: report, report, standing }, { touchMs: 1, checkMs: null });
  watch.opened(of("login_1"), "agent");
  watch.opened(of("login_1"), "agent");

  watch.closed(of("login_1"));
  while (touched.length === 0) await Bun.sleep(1);
  watch.closed(of("login_1"));
  const seen = touched.length;
  watch.opened(of("login_2"), "agent");
  await until(() => touched.filter((loginId) => loginId === "login_2").length > 2);

  expect(touched.slice(seen).filter((loginId) => loginId === "login_1").length).toBeLessThanOrEqual(1);
  watch.stop();
});

test("a login that stands no more, or whose member may do other things now, is over at the next look", async () => {
  const over: string[] = [];
  const onOver = (place: LoginPlace) => {
    over.push(place.loginId);
    watch.closed(place);
  };
  const watch = watchSignIns({ touch: async () => true, standing, onOver, report }, { checkMs: 1 });

  for (const login of ["login_agent", "login_risen", "login_gone"]) watch.opened(of(login), "agent");
  while (over.length < 2) await Bun.sleep(1);

  expect(over.toSorted()).toEqual(["login_gone", "login_risen"]);
  watch.stop();
});

test("what goes wrong is reported, and the watch goes on", async () => {
  const reports: string[] = [];
  let looks = 0;
  const watch = watchSignIns(
    {
      touch: async () => {
        looks += 1;
        throw new Error("the database is away");
      },
      standing,
      onOver: report,
      report: (where, error) => void reports.push(`${where}: ${String(error)}`),
    },
    { touchMs: 1, checkMs: null },
  );
  watch.opened(of("login_1"), "agent");
  await until(() => looks >= 3);
  watch.stop();

  expect(reports[0]).toBe("checking the logins of open sockets: Error: the database is away");
});

test("with nobody connected nothing is asked, and nobody who was never there is missed", async () => {
  let asked = 0;
  const ask = async () => ((asked += 1), new Map<string, "agent">());
  const watch = watchSignIns(
    { touch: async () => true, standing: ask, onOver: report, report },
    { touchMs: 1, checkMs: 1 },
  );
  watch.closed(of("login_nobody"));
  let rounds = 0;
  const another = watchSignIns(
    { touch: async () => (rounds += 1) > 0, standing, onOver: report, report },
    { touchMs: 1, checkMs: null },
  );
  another.opened(of("login_2"), "agent");
  await until(() => rounds >= 5);
  another.stop();
  expect(asked).toBe(0);

  watch.opened(of("login_1"), "agent");
  await until(() => asked > 0);
  watch.stop();
});

test("a socket more that opens with other rights is the one that counts", async () => {
  const over: string[] = [];
  const watch = watchSignIns(
    { touch: async () => true, standing, onOver: ({ loginId }) => void over.push(loginId), report },
    { checkMs: 1 },
  );
  watch.opened(of("login_risen"), "agent");
  watch.opened(of("login_risen"), "admin");
  watch.opened(of("login_gone"), "agent");
  while (over.length === 0) await Bun.sleep(1);
  watch.stop();

  expect(new Set(over)).toEqual(new Set(["login_gone"]));
});

test("once it is stopped nobody is asked for any more", async () => {
  const touched: string[] = [];
  const touch = async ({ loginId }: LoginPlace) => touched.push(loginId) > 0;
  const [stopped, running] = [1, 2].map(() =>
    watchSignIns({ touch, onOver: report, report, standing }, { touchMs: 1, checkMs: null }),
  );
  stopped?.opened(of("login_1"), "agent");
  running?.opened(of("login_2"), "agent");
  await until(() => touched.includes("login_1"));
  stopped?.stop();
  touched.length = 0;
  await until(() => touched.length > 5);
  running?.stop();

  expect(touched).not.toContain("login_1");
});

test("of a login in two companies each is watched by itself, and an account in none by its login alone", async () => {
  const over: LoginPlace[] = [];
  const touched: LoginPlace[] = [];
  const watch = watchSignIns(
    {
      touch: async (place) => touched.push(place) > 0,
      standing,
      onOver(place) {
        over.push(place);
        watch.closed(place);
      },
      report,
    },
    { touchMs: 1, checkMs: 1 },
  );
  watch.opened(of("login_agent"), "agent");
  watch.opened(of("login_agent", "org_2"), "agent");
  watch.opened(of("login_agent", null), null);
  await until(() => over.length > 0 && touched.some(({ orgId }) => orgId === null));
  watch.stop();

  expect(over).toEqual([of("login_agent", "org_2")]);
});
