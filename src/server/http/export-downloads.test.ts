import { describe, expect, test } from "bun:test";
import { loginPlaceKey } from "../auth/logins/list-login-rights.ts";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { addMemberWithAccount } from "../db/testing/add-member-with-account.ts";
import { addOrganization } from "../db/testing/add-organization.ts";
import { type Engine, ENGINES } from "../db/testing/engines.ts";
import { openCommand } from "../db/testing/sample-commands.ts";
import { createTestRecorder } from "../db/testing/test-recorder.ts";
import type { MemberRights } from "../auth/logins/list-login-rights.ts";
import { createKeyedCounter } from "../limits/keyed-counter.ts";
import type { ExportRequest } from "../services/privacy/export-data.ts";
import { LIMITS } from "./limits/limits.ts";
import { createExportDownloads } from "./export-downloads.ts";

const AT = Date.UTC(2026, 10, 30, 23, 59);
const ADA: CustomerId = "cus_ada_anybody";

/** A company with an admin, an agent and a customer, whose downloads are asked for by name. */
async function open(engine: Engine) {
  const store = await engine.open({ now: () => AT });
  const [orgId, other] = [await addOrganization(store), await addOrganization(store)];
  await createTestRecorder(store)(orgId, openCommand("ada"));
  await createTestRecorder(store)(other, openCommand("zoe"));
  const admin = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
  const agent = await addMemberWithAccount(store, orgId, "Ben");
  const state = {
    needsSecondStep: false,
    proof: async () => {},
    waitMs: 0,
    rights: new Map<string, MemberRights>([["session_admin", "admin"]]),
  };
  const asked: ExportRequest[] = [];
  const running = createKeyedCounter();
  const counted: OrgId[] = [];
  let read = 0;
  let isEnded = false;
  const download = createExportDownloads({
    reader: store,
    async *exportPortions(request) {
      asked.push(request);
      try {
        for (; read < 1_000; read += 1) yield `{"line":${read}}\n`;
      } finally {
        isEnded = true;
      }
    },
    auth: {
      async authenticate(headers) {
        const member = { admin, agent }[headers.get("cookie") ?? ""];
        if (member === undefined) return null;
        const { id: memberId, role, name } = member;
        const { needsSecondStep } = state;
        return { userId: "usr_1", orgId, memberId, role, name, loginId: `session_${role}`, needsSecondStep };
      },
      requireRecentAuthentication: () => state.proof(),
      listLoginRights: async (places) =>
        new Map(
          places.flatMap((place) => {
            const rights = state.rights.get(place.loginId);
            return rights === undefined || place.orgId !== orgId
              ? []
              : [[loginPlaceKey(place), rights] as const];
          }),
        ),
    },
    running,
    report: () => {},
    exports: { take: (id) => (counted.push(id as OrgId), state.waitMs) },
  });
  return {
    orgId,
    admin,
    state,
    asked,
    counted,
    read: () => read,
    isEnded: () => isEnded,
    running,
    makeAgent: () => store.transact(({ db, tables }) => db.update(tables.member).set({ role: "agent" })),
    ask: (cookie: string, customer: string | null = null, method = "GET") =>
      download(new Request("http://chat.example/export", { method, headers: { cookie } }), customer),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

const answerOf = async (response: Response) => [response.status, await response.text()];

describe.each(ENGINES)("an export on $name", (engine) => {
  test("is a file of lines, named after what is in it and the day", async () => {
    await using company = await open(engine);
    const { orgId, admin, asked, counted } = company;
    const ofCompany = await company.ask("admin");
    const ofCustomer = await company.ask("admin", ADA);

    expect(ofCompany.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
    expect([ofCompany, ofCustomer].map(({ headers }) => headers.get("content-disposition"))).toEqual([
      'attachment; filename="switchboard-company-2026-11-30.jsonl"',
      'attachment; filename="switchboard-customer-2026-11-30.jsonl"',
    ]);
    expect((await ofCompany.text()).split("\n").slice(0, 2)).toEqual(['{"line":0}', '{"line":1}']);
    await ofCustomer.text();
    expect(asked).toMatchObject([
      { orgId, by: admin.id, customerId: null },
      { orgId, by: admin.id, customerId: ADA },
    ]);
    expect(ofCompany.headers.get("x-accel-buffering")).toBe("no");
    expect(counted).toEqual([orgId, orgId]);
  });

  test("is read no faster than it is taken, and no further once nobody takes it", async () => {
    await using company = await open(engine);
    const response = await company.ask("admin");
    const reader = response.body?.getReader();
    await reader?.read();

    expect(company.read()).toBeLessThan(10);
    expect(company.asked[0]?.signal.aborted).toBe(false);
    await reader?.cancel();
    expect([company.isEnded(), company.read() < 10]).toEqual([true, true]);
    expect(company.asked[0]?.signal.aborted).toBe(true);
  });

  test("is for admins of the company who have just proven who they are", async () => {
    await using company = await open(engine);
    const { state, counted, asked } = company;

    expect(await answerOf(await company.ask("nobody"))).toEqual([401, "Sign in first.\n"]);
    expect(await answerOf(await company.ask("agent"))).toEqual([403, "Only admins may take this along.\n"]);
    state.needsSecondStep = true;
    expect((await company.ask("admin")).status).toBe(403);
    state.needsSecondStep = false;
    state.proof = () => Promise.reject(new Refusal("proof-needed"));
    expect(await answerOf(await company.ask("admin"))).toEqual([
      403,
      "Type your password once more: begin the download in the app.\n",
    ]);
    state.proof = () => Promise.reject(new Error("a bug"));
    await expect(company.ask("admin")).rejects.toThrow("a bug");
    expect([counted, asked]).toEqual([[], []]);
  });

  test("of a customer who is unknown, foreign or not named by an id is not there, and costs nothing", async () => {
    await using company = await open(engine);

    for (const id of ["cus_nobody", "cus_zoe_anybody", "ses_1", "../etc", ""])
      expect([id, ...(await answerOf(await company.ask("admin", id)))]).toEqual([
        id,
        404,
        "There is no such customer.\n",
      ]);
    expect(company.counted).toEqual([]);
  });

  test("that comes too often may come later", async () => {
    await using company = await open(engine);
    company.state.waitMs = 1_500;
    const response = await company.ask("admin");

    expect(response.headers.get("retry-after")).toBe("2");
    expect(await answerOf(response)).toEqual([429, "Too many exports. Wait a while.\n"]);
    expect(company.asked).toEqual([]);
  });

  test("is only named to whoever asks for its headers", async () => {
    await using company = await open(engine);
    const response = await company.ask("admin", null, "HEAD");

    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("content-disposition")).toContain("switchboard-company-2026-11-30.jsonl");
    expect([company.asked, company.counted, company.running.count(company.orgId)]).toEqual([[], [], 0]);
  });

  test("waits while as many as may run are running, and is not counted for it", async () => {
    await using company = await open(engine);
    const { running, orgId, counted } = company;
    for (let n = 0; n < LIMITS.exportsAtOnce; n += 1) running.add(orgId);
    const busy = await company.ask("admin");

    expect(busy.headers.get("retry-after")).toBe("30");
    expect(await answerOf(busy)).toEqual([429, "Other exports are running. Wait until one is done.\n"]);
    expect(counted).toEqual([]);
    running.remove(orgId);
    const last = await company.ask("admin");
    expect([last.status, running.count(orgId)]).toEqual([200, LIMITS.exportsAtOnce]);
    await last.body?.cancel();
    expect(running.count(orgId)).toBe(LIMITS.exportsAtOnce - 1);
  });

  test("goes on only while its admin is signed in, needs no second step, and is one", async () => {
    await using company = await open(engine);
    const { state, asked } = company;
    const response = await company.ask("admin");
    await response.body?.getReader().read();
    const isStillAllowed = () => asked[0]?.isStillAllowed();

    expect(await isStillAllowed()).toBe(true);
    state.rights = new Map([["session_admin", "set-up-second-step"]]);
    expect(await isStillAllowed()).toBe(false);
    state.rights = new Map();
    expect(await isStillAllowed()).toBe(false);
    state.rights = new Map([["session_admin", "admin"]]);
    await company.makeAgent();
    expect(await isStillAllowed()).toBe(false);
  });
});
