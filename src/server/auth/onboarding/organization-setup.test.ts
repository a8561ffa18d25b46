import { describe, expect, test } from "bun:test";
import { DAY, MINUTE } from "#domain/model/instant.ts";
import { SAMPLE_ARTICLES } from "#domain/knowledge/sample-articles.ts";
import { ENGINES, POSTGRES } from "../../db/testing/engines.ts";
import type { Store } from "../../db/store/store.ts";
import {
  ANA,
  setUpTokenOf,
  openAuthService,
  openAuthServiceWithAdmin,
  PASSWORD,
  signIn,
} from "../testing/auth-service.ts";

const FORM = { ...ANA, companyName: "Fern & Kettle" };
const OPERATOR = "0c8e6f1b2d9a4735be61f07a9d3c5e82";

/** As after an admin has erased each of them. */
async function eraseCompanies({ transact, tables: { organization } }: Store): Promise<void> {
  await transact(async ({ db }) => void (await db.update(organization).set({ erasedAt: 1 })));
}

describe.each(ENGINES)("setting up on $name", (engine) => {
  test("an empty database hands out a link, and nobody can sign in before it is used", async () => {
    await using opened = await openAuthService(engine);
    expect(await opened.accounts.isSetUp()).toBe(false);
    const link = await opened.accounts.createSetUpLink();
    expect(link).toMatch(/^http:\/\/localhost:3000\/setup\?token=[\w-]{43}$/);
    expect(signIn(opened.accounts)).rejects.toThrow("401");
  });

  test("the link makes company, settings, articles and first admin at once", async () => {
    await using opened = await openAuthService(engine);
    await opened.accounts.setUp({ ...FORM, token: await setUpTokenOf(opened) }, "a");
    expect(await opened.accounts.isSetUp()).toBe(true);
    const { db, tables } = opened.store;
    const [company] = await db.select().from(tables.organization);
    expect(company).toMatchObject({ name: "Fern & Kettle", settings: { switch: { answers: "bot" } } });
    expect(company?.settings.widget.companyName).toBe("Fern & Kettle");
    expect(company?.widgetKey).toMatch(/^wk_[0-9a-f]{20}$/);
    expect(await db.select().from(tables.article)).toHaveLength(SAMPLE_ARTICLES.length);
    const [member] = await db.select().from(tables.member);
    expect(member).toMatchObject({ role: "admin", active: true, available: true, email: "ana@fern.shop" });
    expect(await opened.accounts.authenticate(await signIn(opened.accounts))).toMatchObject({
      role: "admin",
    });
  });

  test("of a hundred who use the link at once exactly one founds the company", async () => {
    await using opened = await openAuthService(engine, { rateLimits: "off" });
    const token = await setUpTokenOf(opened);
    const tries = Array.from({ length: 100 }, (_, n) =>
      opened.accounts.setUp({ ...FORM, email: `person-${n}@fern.shop`, token }, "a"),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const codes = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(codes.every((code) => code === "setup-unknown" || code === "too-many")).toBe(true);
    const { db, tables } = opened.store;
    expect(await db.select().from(tables.organization)).toHaveLength(1);
    expect(await db.select().from(tables.users)).toHaveLength(1);
    expect(await db.select().from(tables.member)).toHaveLength(1);
  }, 30_000);

  test("a used link is used for ever, and no boot prints another", async () => {
    await using opened = await openAuthService(engine);
    const token = await setUpTokenOf(opened);
    await opened.accounts.setUp({ ...FORM, token }, "a");
    expect(await opened.accounts.setUpState(token)).toEqual({ usable: false });
    const again = opened.accounts.setUp({ ...FORM, email: "ken@fern.shop", token }, "a");
    expect(again).rejects.toMatchObject({ code: "setup-unknown" });
    expect(await opened.accounts.createSetUpLink()).toBeNull();
  });

  test("a link lasts an hour and not a millisecond longer", async () => {
    await using opened = await openAuthService(engine);
    const token = await setUpTokenOf(opened);
    opened.pass(60 * MINUTE - 1);
    expect(await opened.accounts.setUpState(token)).toEqual({ usable: true });
    opened.pass(1);
    expect(await opened.accounts.setUpState(token)).toEqual({ usable: false });
  });

  test("each boot makes a new link and the one before ends", async () => {
    await using opened = await openAuthService(engine);
    const [first, second] = [await setUpTokenOf(opened), await setUpTokenOf(opened)];
    expect(await opened.accounts.setUpState(first)).toEqual({ usable: false });
    expect(await opened.accounts.setUpState(second)).toEqual({ usable: true });
  });

  test("a guessed token opens nothing, and the link is not to be read in the database", async () => {
    await using opened = await openAuthService(engine);
    const token = await setUpTokenOf(opened);
    expect(opened.accounts.setUp({ ...FORM, token: "x" }, "a")).rejects.toMatchObject({
      code: "setup-unknown",
    });
    const rows = await opened.store.db.select().from(opened.store.tables.setupLink);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("the operator's own token works across boots until it or a printed link is used, and then never", async () => {
    await using opened = await openAuthService(engine, { setupToken: OPERATOR });
    const printed = await setUpTokenOf(opened);
    await setUpTokenOf(opened);
    opened.pass(120 * MINUTE);
    expect(await opened.accounts.setUpState(OPERATOR)).toEqual({ usable: true });
    expect(await opened.accounts.setUpState(printed)).toEqual({ usable: false });
    await opened.accounts.setUp({ ...FORM, token: OPERATOR }, "a");
    expect(await opened.accounts.setUpState(OPERATOR)).toEqual({ usable: false });
  });

  test("a printed link that is used ends the operator's token too", async () => {
    await using opened = await openAuthService(engine, { setupToken: OPERATOR });
    await opened.accounts.setUp({ ...FORM, token: await setUpTokenOf(opened) }, "a");
    expect(await opened.accounts.setUpState(OPERATOR)).toEqual({ usable: false });
    const again = opened.accounts.setUp({ ...FORM, email: "ken@fern.shop", token: OPERATOR }, "a");
    expect(again).rejects.toMatchObject({ code: "setup-unknown" });
  });

  test("once the last company is erased, every boot prints a link, and a token that was used opens nothing more", async () => {
    await using opened = await openAuthService(engine, { setupToken: OPERATOR });
    await setUpTokenOf(opened);
    await opened.accounts.setUp({ ...FORM, token: OPERATOR }, "a");
    await eraseCompanies(opened.store);

    await setUpTokenOf(opened);
    const link = await setUpTokenOf(opened);

    expect(await opened.accounts.setUpState(OPERATOR)).toEqual({ usable: false });
    expect(opened.warnings).toEqual([expect.stringContaining("SETUP_TOKEN has been used")]);
    await opened.accounts.setUp({ ...FORM, email: "ken@fern.shop", token: link }, "a");
    expect(await opened.accounts.isSetUp()).toBe(true);
  });

  test("with the last company erased, a token that was never used still works", async () => {
    await using opened = await openAuthService(engine, { setupToken: OPERATOR });
    await opened.accounts.setUp({ ...FORM, token: await setUpTokenOf(opened) }, "a");
    await eraseCompanies(opened.store);
    await setUpTokenOf(opened);

    await opened.accounts.setUp({ ...FORM, email: "ken@fern.shop", token: OPERATOR }, "a");
    expect(await opened.accounts.isSetUp()).toBe(true);
    expect(opened.warnings).toEqual([]);
  });

  test("the operator's token outlasts a year without a start", async () => {
    await using opened = await openAuthService(engine, { setupToken: OPERATOR });
    await setUpTokenOf(opened);
    opened.pass(366 * DAY);
    expect(await opened.accounts.setUpState(OPERATOR)).toEqual({ usable: false });

    await setUpTokenOf(opened);
    expect(await opened.accounts.setUpState(OPERATOR)).toEqual({ usable: true });
  });

  test("a refused password leaves the link as it was", async () => {
    await using opened = await openAuthService(engine);
    const token = await setUpTokenOf(opened);
    const weak = opened.accounts.setUp({ ...FORM, password: "fern-kettle-1", token }, "a");
    expect(weak).rejects.toMatchObject({ code: "weak-password", detail: "too-plain" });
    await opened.accounts.setUp({ ...FORM, token }, "a");
  });

  test("one more company by the operator's hand has its own first admin and no part in the other", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const link = await opened.accounts.addOrganization("Oak");
    const token = link.slice(link.indexOf("=") + 1);
    const taken = opened.accounts.setUp({ ...FORM, companyName: "Oak Ltd", token }, "a");
    expect(taken).rejects.toMatchObject({ code: "email-taken" });
    expect(await opened.accounts.setUpState(token)).toEqual({ usable: true });
    const lea = { name: "Lea Roux", email: "lea@oak.test", password: PASSWORD };
    await opened.accounts.setUp({ ...lea, companyName: "Oak Ltd", token }, "a");
    expect(await opened.accounts.setUpState(token)).toEqual({ usable: false });
    const [one, other] = [
      await opened.accounts.authenticate(await signIn(opened.accounts)),
      await opened.accounts.authenticate(await signIn(opened.accounts, lea.email)),
    ];
    expect(other).toMatchObject({ name: "Lea Roux", role: "admin" });
    expect(other?.orgId).not.toBe(one?.orgId);
    const companies = await opened.store.db.select().from(opened.store.tables.organization);
    expect(companies.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "Fern & Kettle",
      "Oak Ltd",
    ]);
    expect(companies.every(({ name, settings }) => settings.widget.companyName === name)).toBe(true);
  });

  test("whoever tries links all day is told to wait", async () => {
    await using opened = await openAuthService(engine);
    const attempt = () =>
      opened.accounts.setUp({ ...FORM, token: "x" }, "a").catch((refusal) => refusal.code);
    const codes: unknown[] = [];
    for (let n = 0; n < 21; n += 1) codes.push(await attempt());
    expect(codes.slice(0, 20).every((code) => code === "setup-unknown")).toBe(true);
    expect(codes.at(-1)).toBe("too-many");
  });
});

test.each([
  ["on a new database", false],
  ["after the last company was erased", true],
])("instances that start at once with one SETUP_TOKEN all start, %s", async (_when, isErased) => {
  await using place = await POSTGRES.place();
  const start = () => openAuthService(place, { setupToken: OPERATOR });
  await using first = await start();
  if (isErased) {
    await setUpTokenOf(first);
    await first.accounts.setUp({ ...FORM, token: OPERATOR }, "a");
    await eraseCompanies(first.store);
  }
  const instances = await Promise.all([start(), start(), start(), start()]);

  const links = await Promise.all(instances.map(setUpTokenOf));

  expect(new Set(links).size).toBe(4);
  expect(await first.accounts.setUpState(OPERATOR)).toEqual({ usable: !isErased });
  await Promise.all(instances.map(({ store }) => store.close()));
});

test("of the links that several instances have printed and that are used at once, one founds the company", async () => {
  await using place = await POSTGRES.place();
  const instances = await Promise.all([1, 2, 3, 4].map(() => openAuthService(place)));
  const tokens = await Promise.all(instances.map(setUpTokenOf));

  const outcomes = await Promise.allSettled(
    instances.map(({ accounts }, n) =>
      accounts.setUp({ ...FORM, email: `person-${n}@fern.shop`, token: tokens[n] ?? "" }, "a"),
    ),
  );

  const codes = outcomes.map((one) => (one.status === "rejected" ? one.reason.code : "founded"));
  expect(codes.filter((code) => code === "founded")).toHaveLength(1);
  expect(codes.filter((code) => code === "setup-unknown")).toHaveLength(3);
  await Promise.all(instances.map(({ store }) => store.close()));
});
