import { describe, expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openFernAndKettle, PASSWORD, signIn } from "../testing/auth-service.ts";

const KEN = { name: "Ken Adeyemi", email: "ken@fern.shop", password: PASSWORD };
const AGENT = { email: null, role: "agent" } as const;

type Desk = Awaited<ReturnType<typeof openFernAndKettle>>;

async function ana({ accounts }: Desk) {
  const identity = await accounts.identify(await signIn(accounts));
  if (identity === null) throw new Error("Ana is not signed in.");
  return identity;
}

async function invited(desk: Desk, form: { email: string | null; role: "agent" | "admin" } = AGENT) {
  const { orgId, memberId } = await ana(desk);
  const { link } = await desk.accounts.invite(orgId, { ...form, createdBy: memberId });
  return link.slice(link.lastIndexOf("/") + 1);
}

describe.each(ENGINES)("inviting on $name", (engine) => {
  test("an invitation says who asks whom into what, and lets one person in", async () => {
    await using desk = await openFernAndKettle(engine);
    const token = await invited(desk);
    expect(token).toHaveLength(43);
    expect(await desk.accounts.invitation(token)).toEqual({
      companyName: "Fern & Kettle",
      invitedBy: "Ana Ruiz",
      email: null,
      role: "agent",
    });
    await desk.accounts.join({ ...KEN, token }, "a");
    const ken = await desk.accounts.identify(await signIn(desk.accounts, KEN.email));
    expect(ken).toMatchObject({ role: "agent", name: "Ken Adeyemi", orgId: (await ana(desk)).orgId });
    expect(desk.announced).toEqual([(await ana(desk)).orgId]);
  });

  test("of a hundred who use an invitation at once exactly one gets in", async () => {
    await using desk = await openFernAndKettle(engine, { rateLimits: "off" });
    const token = await invited(desk);
    const tries = Array.from({ length: 100 }, (_, n) =>
      desk.accounts.join({ ...KEN, email: `ken-${n}@fern.shop`, token }, "a"),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    // Those for whom there is no room to hash are told to come back, and find it used.
    expect(refusals.every((code) => code === "invitation-unknown" || code === "too-many")).toBe(true);
    expect(await desk.store.db.select().from(desk.store.tables.member)).toHaveLength(2);
  }, 30_000);

  test("it lasts seven days, and a second use finds nothing", async () => {
    await using desk = await openFernAndKettle(engine);
    const [used, old] = [await invited(desk), await invited(desk)];
    desk.pass(7 * DAY - 1);
    await desk.accounts.join({ ...KEN, token: used }, "a");
    desk.pass(1);
    expect(desk.accounts.invitation(old)).rejects.toMatchObject({ code: "invitation-unknown" });
    expect(desk.accounts.invitation(used)).rejects.toMatchObject({ code: "invitation-unknown" });
    expect(desk.accounts.join({ ...KEN, token: old }, "a")).rejects.toMatchObject({
      code: "invitation-unknown",
    });
  });

  test("taken back, it opens nothing, and nobody else's company can take it back", async () => {
    await using desk = await openFernAndKettle(engine);
    const token = await invited(desk);
    const [row] = await desk.store.db.select().from(desk.store.tables.invitation);
    if (row === undefined) throw new Error("There is no invitation.");
    const foreign = desk.accounts.revoke("org_other", row.id, "mem_ana");
    expect(foreign).rejects.toMatchObject({ code: "invitation-unknown" });
    await desk.accounts.revoke(row.orgId, row.id, "mem_ana");
    expect(desk.accounts.join({ ...KEN, token }, "a")).rejects.toMatchObject({ code: "invitation-unknown" });
  });

  test("an address that has an account is refused, and the invitation stays good", async () => {
    await using desk = await openFernAndKettle(engine);
    const token = await invited(desk);
    const taken = desk.accounts.join({ ...KEN, email: "ANA@fern.shop", token }, "a");
    expect(taken).rejects.toMatchObject({ code: "email-taken" });
    const { orgId, memberId } = await ana(desk);
    const again = desk.accounts.invite(orgId, { email: "Ana@fern.shop", role: "agent", createdBy: memberId });
    expect(again).rejects.toMatchObject({ code: "email-taken" });
    await desk.accounts.join({ ...KEN, token }, "a");
  });

  test("an invitation to an address is for that address, whatever is typed", async () => {
    await using desk = await openFernAndKettle(engine);
    const token = await invited(desk, { email: "Sam@Fern.shop", role: "admin" });
    expect(await desk.accounts.invitation(token)).toMatchObject({ email: "sam@fern.shop", role: "admin" });
    await desk.accounts.join({ ...KEN, token }, "a");
    expect(signIn(desk.accounts, KEN.email)).rejects.toThrow("401");
    expect(await desk.accounts.identify(await signIn(desk.accounts, "sam@fern.shop"))).toMatchObject({
      role: "admin",
    });
  });

  test("a short password is refused and says so", async () => {
    await using desk = await openFernAndKettle(engine);
    const short = desk.accounts.join({ ...KEN, password: "short", token: await invited(desk) }, "a");
    expect(short).rejects.toMatchObject({ code: "weak-password", detail: "too-short" });
  });
});
