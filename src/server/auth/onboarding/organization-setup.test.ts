import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { SEED_ARTICLES } from "#domain/knowledge/seed-articles.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, linkOf, openAccounts, openFernAndKettle, PASSWORD, signIn } from "../testing/auth-service.ts";

const FORM = { ...ANA, companyName: "Fern & Kettle" };
const OPERATOR = "0c8e6f1b2d9a4735be61f07a9d3c5e82";

describe.each(ENGINES)("setting up on $name", (engine) => {
  test("an empty database hands out a link, and nobody can sign in before it is used", async () => {
    await using desk = await openAccounts(engine);
    expect(await desk.accounts.isSetUp()).toBe(false);
    const link = await desk.accounts.printSetUpLink();
    expect(link).toMatch(/^http:\/\/localhost:3000\/setup\?token=[\w-]{43}$/);
    expect(signIn(desk.accounts)).rejects.toThrow("401");
  });

  test("the link makes company, settings, articles and first admin at once", async () => {
    await using desk = await openAccounts(engine);
    await desk.accounts.setUp({ ...FORM, token: await linkOf(desk) }, "a");
    expect(await desk.accounts.isSetUp()).toBe(true);
    const { db, tables } = desk.store;
    const [company] = await db.select().from(tables.organization);
    expect(company).toMatchObject({ name: "Fern & Kettle", settings: { switch: { answers: "bot" } } });
    expect(company?.settings.widget.companyName).toBe("Fern & Kettle");
    expect(company?.widgetKey).toMatch(/^wk_[0-9a-f]{20}$/);
    expect(await db.select().from(tables.article)).toHaveLength(SEED_ARTICLES.length);
    const [member] = await db.select().from(tables.member);
    expect(member).toMatchObject({ role: "admin", active: true, available: true, email: "ana@fern.shop" });
    expect(await desk.accounts.identify(await signIn(desk.accounts))).toMatchObject({ role: "admin" });
  });

  test("of a hundred who use the link at once exactly one founds the company", async () => {
    await using desk = await openAccounts(engine, { rateLimits: "off" });
    const token = await linkOf(desk);
    const tries = Array.from({ length: 100 }, (_, n) =>
      desk.accounts.setUp({ ...FORM, email: `person-${n}@fern.shop`, token }, "a"),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const codes = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(codes.every((code) => code === "setup-unknown" || code === "too-many")).toBe(true);
    const { db, tables } = desk.store;
    expect(await db.select().from(tables.organization)).toHaveLength(1);
    expect(await db.select().from(tables.users)).toHaveLength(1);
    expect(await db.select().from(tables.member)).toHaveLength(1);
  }, 30_000);

  test("a used link is used for ever, and no boot prints another", async () => {
    await using desk = await openAccounts(engine);
    const token = await linkOf(desk);
    await desk.accounts.setUp({ ...FORM, token }, "a");
    expect(await desk.accounts.setUpState(token)).toEqual({ usable: false });
    const again = desk.accounts.setUp({ ...FORM, email: "ken@fern.shop", token }, "a");
    expect(again).rejects.toMatchObject({ code: "setup-unknown" });
    expect(await desk.accounts.printSetUpLink()).toBeNull();
  });

  test("a link lasts an hour and not a millisecond longer", async () => {
    await using desk = await openAccounts(engine);
    const token = await linkOf(desk);
    desk.pass(60 * MINUTE - 1);
    expect(await desk.accounts.setUpState(token)).toEqual({ usable: true });
    desk.pass(1);
    expect(await desk.accounts.setUpState(token)).toEqual({ usable: false });
  });

  test("each boot makes a new link and the one before ends", async () => {
    await using desk = await openAccounts(engine);
    const [first, second] = [await linkOf(desk), await linkOf(desk)];
    expect(await desk.accounts.setUpState(first)).toEqual({ usable: false });
    expect(await desk.accounts.setUpState(second)).toEqual({ usable: true });
  });

  test("a guessed token opens nothing, and the link is not to be read in the database", async () => {
    await using desk = await openAccounts(engine);
    const token = await linkOf(desk);
    expect(desk.accounts.setUp({ ...FORM, token: "x" }, "a")).rejects.toMatchObject({
      code: "setup-unknown",
    });
    const rows = await desk.store.db.select().from(desk.store.tables.setupLink);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("the operator's own token works across boots until it or a printed link is used, and then never", async () => {
    await using desk = await openAccounts(engine, { setupToken: OPERATOR });
    const printed = await linkOf(desk);
    await linkOf(desk);
    desk.pass(120 * MINUTE);
    expect(await desk.accounts.setUpState(OPERATOR)).toEqual({ usable: true });
    expect(await desk.accounts.setUpState(printed)).toEqual({ usable: false });
    await desk.accounts.setUp({ ...FORM, token: OPERATOR }, "a");
    expect(await desk.accounts.setUpState(OPERATOR)).toEqual({ usable: false });
  });

  test("a printed link that is used ends the operator's token too", async () => {
    await using desk = await openAccounts(engine, { setupToken: OPERATOR });
    await desk.accounts.setUp({ ...FORM, token: await linkOf(desk) }, "a");
    expect(await desk.accounts.setUpState(OPERATOR)).toEqual({ usable: false });
    const again = desk.accounts.setUp({ ...FORM, email: "ken@fern.shop", token: OPERATOR }, "a");
    expect(again).rejects.toMatchObject({ code: "setup-unknown" });
  });

  test("a refused password leaves the link as it was", async () => {
    await using desk = await openAccounts(engine);
    const token = await linkOf(desk);
    const weak = desk.accounts.setUp({ ...FORM, password: "fern-kettle-1", token }, "a");
    expect(weak).rejects.toMatchObject({ code: "weak-password", detail: "too-plain" });
    await desk.accounts.setUp({ ...FORM, token }, "a");
  });

  test("one more company by the operator's hand has its own first admin and no part in the other", async () => {
    await using desk = await openFernAndKettle(engine);
    const link = await desk.accounts.addCompany("Oak");
    const token = link.slice(link.indexOf("=") + 1);
    const taken = desk.accounts.setUp({ ...FORM, companyName: "Oak Ltd", token }, "a");
    expect(taken).rejects.toMatchObject({ code: "email-taken" });
    expect(await desk.accounts.setUpState(token)).toEqual({ usable: true });
    const lea = { name: "Lea Roux", email: "lea@oak.test", password: PASSWORD };
    await desk.accounts.setUp({ ...lea, companyName: "Oak Ltd", token }, "a");
    expect(await desk.accounts.setUpState(token)).toEqual({ usable: false });
    const [one, other] = [
      await desk.accounts.identify(await signIn(desk.accounts)),
      await desk.accounts.identify(await signIn(desk.accounts, lea.email)),
    ];
    expect(other).toMatchObject({ name: "Lea Roux", role: "admin" });
    expect(other?.orgId).not.toBe(one?.orgId);
    const companies = await desk.store.db.select().from(desk.store.tables.organization);
    expect(companies.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "Fern & Kettle",
      "Oak Ltd",
    ]);
    expect(companies.every(({ name, settings }) => settings.widget.companyName === name)).toBe(true);
  });

  test("whoever tries links all day is told to wait", async () => {
    await using desk = await openAccounts(engine);
    const attempt = () => desk.accounts.setUp({ ...FORM, token: "x" }, "a").catch((refusal) => refusal.code);
    const codes: unknown[] = [];
    for (let n = 0; n < 21; n += 1) codes.push(await attempt());
    expect(codes.slice(0, 20).every((code) => code === "setup-unknown")).toBe(true);
    expect(codes.at(-1)).toBe("too-many");
  });
});
