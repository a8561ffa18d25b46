import { describe, expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openAuthServiceWithAdmin, PASSWORD, signIn } from "../testing/auth-service.ts";
import { setMemberActive } from "../testing/set-member-active.ts";

const KEN = { name: "Ken Adeyemi", email: "ken@fern.shop", password: PASSWORD };
const AGENT = { email: null, role: "agent" } as const;

type Desk = Awaited<ReturnType<typeof openAuthServiceWithAdmin>>;

async function ana({ accounts: auth }: Desk) {
  const identity = await auth.authenticate(await signIn(auth));
  if (identity === null) throw new Error("Ana is not signed in.");
  return identity;
}

async function invited(opened: Desk, form: { email: string | null; role: "agent" | "admin" } = AGENT) {
  const { orgId, memberId } = await ana(opened);
  const { link } = await opened.accounts.invite(orgId, { ...form, createdBy: memberId });
  return link.slice(link.lastIndexOf("/") + 1);
}

describe.each(ENGINES)("inviting on $name", (engine) => {
  test("an invitation says who asks whom into what, and lets one person in", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const token = await invited(opened);
    expect(token).toHaveLength(43);
    expect(await opened.accounts.readInvitation(token)).toEqual({
      companyName: "Fern & Kettle",
      invitedBy: "Ana Ruiz",
      email: null,
      role: "agent",
      asksSignIn: false,
    });
    await opened.accounts.acceptInvitation({ ...KEN, token }, "a");
    const ken = await opened.accounts.authenticate(await signIn(opened.accounts, KEN.email));
    expect(ken).toMatchObject({ role: "agent", name: "Ken Adeyemi", orgId: (await ana(opened)).orgId });
    expect(opened.announced).toEqual([(await ana(opened)).orgId]);
  });

  test("of a hundred who use an invitation at once exactly one gets in", async () => {
    await using opened = await openAuthServiceWithAdmin(engine, { rateLimits: "off" });
    const token = await invited(opened);
    const tries = Array.from({ length: 100 }, (_, n) =>
      opened.accounts.acceptInvitation({ ...KEN, email: `ken-${n}@fern.shop`, token }, "a"),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    // The busy hasher makes some of them try again; they then find the invitation used.
    expect(refusals.every((code) => code === "invitation-unknown" || code === "too-many")).toBe(true);
    expect(await opened.store.db.select().from(opened.store.tables.member)).toHaveLength(2);
  }, 30_000);

  test("it lasts seven days, and a second use finds nothing", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const [used, old] = [await invited(opened), await invited(opened)];
    opened.pass(7 * DAY - 1);
    await opened.accounts.acceptInvitation({ ...KEN, token: used }, "a");
    opened.pass(1);
    expect(opened.accounts.readInvitation(old)).rejects.toMatchObject({ code: "invitation-unknown" });
    expect(opened.accounts.readInvitation(used)).rejects.toMatchObject({ code: "invitation-unknown" });
    expect(opened.accounts.acceptInvitation({ ...KEN, token: old }, "a")).rejects.toMatchObject({
      code: "invitation-unknown",
    });
  });

  test("taken back, it opens nothing, and nobody else's company can take it back", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const token = await invited(opened);
    const [row] = await opened.store.db.select().from(opened.store.tables.invitation);
    if (row === undefined) throw new Error("There is no invitation.");
    const foreign = opened.accounts.revokeInvitation("org_other", row.id, "mem_ana");
    expect(foreign).rejects.toMatchObject({ code: "invitation-unknown" });
    await opened.accounts.revokeInvitation(row.orgId, row.id, "mem_ana");
    expect(opened.accounts.acceptInvitation({ ...KEN, token }, "a")).rejects.toMatchObject({
      code: "invitation-unknown",
    });
  });

  test("an address that has an account is refused, and the invitation stays good", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const token = await invited(opened);
    const taken = opened.accounts.acceptInvitation({ ...KEN, email: "ANA@fern.shop", token }, "a");
    expect(taken).rejects.toMatchObject({ code: "email-taken" });
    const { orgId, memberId } = await ana(opened);
    const again = opened.accounts.invite(orgId, {
      email: "Ana@fern.shop",
      role: "agent",
      createdBy: memberId,
    });
    expect(again).rejects.toMatchObject({ code: "email-taken" });
    await opened.accounts.acceptInvitation({ ...KEN, token }, "a");
  });

  test("a removed member is invited again by address, and gets back their account with another name, role and password", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    await opened.accounts.acceptInvitation({ ...KEN, token: await invited(opened) }, "a");
    const before = await opened.accounts.authenticate(await signIn(opened.accounts, KEN.email));
    if (before === null) throw new Error("Ken is not signed in.");
    await setMemberActive(opened.store, before.memberId, false);
    const [first, second] = [
      await invited(opened, { email: KEN.email, role: "admin" }),
      await invited(opened, { email: KEN.email, role: "agent" }),
    ];
    const joining = { name: "Kenneth", email: KEN.email, password: "green kettle, quiet morning" };

    await opened.accounts.acceptInvitation({ ...joining, token: first }, "a");

    expect(signIn(opened.accounts, KEN.email)).rejects.toThrow("401");
    const headers = await signIn(opened.accounts, KEN.email, joining.password);
    expect(await opened.accounts.authenticate(headers)).toMatchObject({
      memberId: before.memberId,
      name: "Kenneth",
      role: "admin",
    });
    expect(opened.accounts.acceptInvitation({ ...joining, token: second }, "a")).rejects.toMatchObject({
      code: "email-taken",
    });
    const { orgId } = before;
    const form = { email: KEN.email, role: "agent", createdBy: null } as const;
    expect(opened.accounts.invite(orgId, form)).rejects.toMatchObject({ code: "email-taken" });
  });

  test("a link for anyone gives nobody the account of a removed member", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    await opened.accounts.acceptInvitation({ ...KEN, token: await invited(opened) }, "a");
    const { memberId } = (await opened.accounts.authenticate(await signIn(opened.accounts, KEN.email))) ?? {};
    await setMemberActive(opened.store, memberId ?? "mem_", false);
    const token = await invited(opened);

    expect(opened.accounts.acceptInvitation({ ...KEN, token }, "a")).rejects.toMatchObject({
      code: "email-taken",
    });
  });

  test("an invitation to an address is for that address, whatever is typed", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const token = await invited(opened, { email: "Sam@Fern.shop", role: "admin" });
    expect(await opened.accounts.readInvitation(token)).toMatchObject({
      email: "sam@fern.shop",
      role: "admin",
    });
    await opened.accounts.acceptInvitation({ ...KEN, token }, "a");
    expect(signIn(opened.accounts, KEN.email)).rejects.toThrow("401");
    expect(await opened.accounts.authenticate(await signIn(opened.accounts, "sam@fern.shop"))).toMatchObject({
      role: "admin",
    });
  });

  test("it is a link under our address, and who invites and takes back is in the audit log, without the address", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { orgId, memberId } = await ana(opened);
    const { link } = await opened.accounts.invite(orgId, {
      email: "sam@fern.shop",
      role: "admin",
      createdBy: memberId,
    });
    expect(link).toMatch(/^http:\/\/localhost:3000\/invite\/[\w-]{43}$/);
    const [row] = await opened.store.db.select().from(opened.store.tables.invitation);
    await opened.accounts.revokeInvitation(orgId, row?.id ?? "inv_", memberId);
    await expect(opened.accounts.revokeInvitation(orgId, row?.id ?? "inv_", memberId)).rejects.toMatchObject({
      code: "invitation-unknown",
    });

    const noted = await listAuditEntries(
      opened.store,
      orgId,
      { before: null, actions: ["member-invited", "invitation-revoked"] },
      10,
    );
    expect(noted.map(({ action, memberId: by, detail }) => [action, by, detail])).toEqual([
      ["invitation-revoked", memberId, {}],
      ["member-invited", memberId, { role: "admin" }],
    ]);
  });

  test("one that the operator makes is from the company", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { orgId } = await ana(opened);
    const { link } = await opened.accounts.invite(orgId, { ...AGENT, createdBy: null });

    expect(await opened.accounts.readInvitation(link.slice(link.lastIndexOf("/") + 1))).toMatchObject({
      invitedBy: "Fern & Kettle",
    });
  });

  test("a password that is the person's name, address or company is refused as too plain", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const token = await invited(opened);
    for (const password of ["Ken Adeyemi 1", "ken@fern.shop1", "Fern & Kettle 1"])
      await expect(opened.accounts.acceptInvitation({ ...KEN, password, token }, "a")).rejects.toMatchObject({
        code: "weak-password",
        detail: "too-plain",
      });
  });

  test("a short password is refused and says so", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const short = opened.accounts.acceptInvitation(
      { ...KEN, password: "short", token: await invited(opened) },
      "a",
    );
    expect(short).rejects.toMatchObject({ code: "weak-password", detail: "too-short" });
  });
});
