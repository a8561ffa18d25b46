import { describe, expect, test } from "bun:test";
import type { OrgId } from "#domain/model/ids.ts";
import type { SignedInMember } from "../auth/sign-in/authenticate.ts";
import { addOrganization } from "../db/testing/add-organization.ts";
import { type Engine, ENGINES, SQLITE } from "../db/testing/engines.ts";
import { openCommand } from "../db/testing/sample-commands.ts";
import { createTestRecorder } from "../db/testing/test-recorder.ts";
import { authenticate } from "./authenticate.ts";
import type { CallerRequest } from "./trpc/create-context-safely.ts";

const ANA: SignedInMember = {
  userId: "usr_1",
  orgId: "org_1",
  memberId: "mem_ana",
  role: "admin",
  name: "Ana",
  loginId: "session_1",
  needsSecondStep: true,
};
const ACCOUNT = { userId: ANA.userId, loginId: ANA.loginId };
const AT = 1_000;

/** A company with a customer, Ada, whose token is `ada`, and a member with a cookie. */
async function open(engine: Engine) {
  const store = await engine.open({ now: () => AT });
  const [orgId, other] = [await addOrganization(store), await addOrganization(store)];
  await createTestRecorder(store)(orgId, openCommand("ada"));
  const rows = await store.db.select().from(store.tables.organization);
  const keyOf = (id: OrgId) => rows.find((row) => row.id === id)?.widgetKey ?? "";
  const clock = { at: AT };
  const deps = {
    reader: store,
    hash: (token: string) => `hash of cus_${token}_anybody`,
    now: () => clock.at,
    auth: {
      authenticate: async (headers: Headers, asked: OrgId | null = null) =>
        headers.get("cookie") === "session=ana" && (asked === null || asked === ANA.orgId) ? ANA : null,
      findAccount: async (headers: Headers) =>
        headers.get("cookie") === "session=ana" ? { ...ACCOUNT, isMember: true } : null,
    },
  };
  return {
    orgId,
    clock,
    keys: { here: keyOf(orgId), elsewhere: keyOf(other) },
    over: (headers: Record<string, string>, connectionParams: CallerRequest["connectionParams"] = null) =>
      authenticate(deps, {
        request: new Request("http://chat.example/trpc", { headers }),
        connectionParams,
      } as CallerRequest),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

test.each([
  ["a header", (organization: string) => [{ "x-organization": organization }, null] as const],
  ["a socket's first frame", (organization: string) => [{}, { app: "agent", organization }] as const],
])(
  "a company in %s is where the caller is a member, or makes them an account without one",
  async (_, asking) => {
    await using company = await open(SQLITE);
    const { userId: _user, ...member } = ANA;
    const ask = (organization: string, cookie = "session=ana") => {
      const [headers, params] = asking(organization);
      return company.over({ cookie, ...headers }, params);
    };

    expect(await ask("org_1")).toEqual({ kind: "member", ...member });
    for (const foreign of ["org_2", "", "org_", "org_1'; --", "mem_ana"])
      expect(await ask(foreign)).toEqual({ kind: "account", ...ACCOUNT, isMember: true });
    expect(await ask("org_1", "session=forged")).toEqual({ kind: "nobody" });
  },
);

const UNAUTHORIZED = { code: "UNAUTHORIZED" };

describe.each(ENGINES)("a caller on $name", (engine) => {
  test("without anything is nobody, and with a cookie the member whose it is, with all their rights", async () => {
    await using company = await open(engine);
    const { userId: _, ...member } = ANA;

    expect(await company.over({})).toEqual({ kind: "nobody" });
    expect(await company.over({ cookie: "session=forged" })).toEqual({ kind: "nobody" });
    expect(await company.over({ cookie: "session=ana" })).toEqual({ kind: "member", ...member });
  });

  test("with a widget's key is one of its company, and a cookie beside it counts for nothing", async () => {
    await using company = await open(engine);
    const { orgId, keys } = company;
    const passer = { kind: "passer-by", orgId } as const;
    const cookie = "session=ana";

    expect(await company.over({ "x-widget-key": keys.here, cookie })).toEqual(passer);
    expect(await company.over({ cookie }, { widgetKey: keys.here })).toEqual(passer);
    await expect(company.over({ "x-widget-key": "wk_unknown", cookie })).rejects.toMatchObject(UNAUTHORIZED);
    await expect(company.over({ cookie }, { widgetKey: "wk_unknown" })).rejects.toMatchObject(UNAUTHORIZED);
  });

  test("with a customer's token is that customer, as long as it is valid, in their company alone", async () => {
    await using company = await open(engine);
    const { orgId, keys, clock } = company;
    const ada = { kind: "visitor", orgId, customerId: "cus_ada_anybody", name: "ada" } as const;
    const headers = { "x-widget-key": keys.here, authorization: "Bearer ada" };

    expect(await company.over(headers)).toEqual(ada);
    expect(await company.over({}, { widgetKey: keys.here, token: "ada" })).toEqual(ada);
    for (const token of ["ben", ""])
      await expect(company.over({}, { widgetKey: keys.here, token })).rejects.toMatchObject(UNAUTHORIZED);
    await expect(company.over({ ...headers, "x-widget-key": keys.elsewhere })).rejects.toMatchObject(
      UNAUTHORIZED,
    );
    clock.at = 4_000_000_000_000;
    await expect(company.over(headers)).rejects.toMatchObject(UNAUTHORIZED);
  });

  test("of a socket shows it in the first frame, and no header of it counts", async () => {
    await using company = await open(engine);
    const { keys } = company;
    const headers = { "x-widget-key": keys.here, authorization: "Bearer ada" };

    expect(await company.over(headers, {})).toEqual({ kind: "nobody" });
    expect(await company.over(headers, { token: "ada" })).toEqual({ kind: "nobody" });
  });

  test("whose header is not exactly a token has none", async () => {
    await using company = await open(engine);
    const { orgId, keys } = company;

    for (const authorization of [
      "ada",
      "bearer ada",
      "Bearer  ada",
      "Bearer a b",
      `Bearer ${"a".repeat(201)}`,
    ])
      expect(await company.over({ "x-widget-key": keys.here, authorization })).toEqual({
        kind: "passer-by",
        orgId,
      });
  });
});
