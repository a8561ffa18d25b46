import { describe, expect, test } from "bun:test";
import { advice, expectListed } from "../../../test/advice.ts";
import { DATA_CLASSIFICATION } from "../db/privacy/data-classification.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { receiveMessage } from "../services/conversations/post-message.ts";
import { openChatDirectly } from "../testing/access-matrix/open-chat-directly.ts";
import { openTwoOrganizations, type TwoOrganizations } from "../testing/access-matrix/two-organizations.ts";

const EXPORTED = advice`Everything but secrets is exported: say what a column holds in ${"src/server/db/privacy/data-classification.ts"}, and let ${"src/server/db/privacy/exported-tables.ts"} write it.`;
const PATIENCE = 60_000;
/** Enough rows for more than one page. */
const MANY = 450;

interface Line {
  table?: string;
  row?: Record<string, unknown>;
  end?: boolean;
  rows?: number;
}

async function ask({ world: server }: TwoOrganizations, path: string, headers: Record<string, string>) {
  const response = await fetch(`${server.origin}/export/${path}`, { headers });
  const text = await response.text();
  const lines = () =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
  return { status: response.status, headers: response.headers, text, lines };
}

async function adminOf(both: TwoOrganizations) {
  return { cookie: await both.world.signIn(both.here.admin.email) };
}

/** The rows of an export, by table. */
function byTable(lines: readonly Line[]): Map<string, Record<string, unknown>[]> {
  const rows = Map.groupBy(
    lines.filter(({ table }) => table !== undefined),
    ({ table }) => table ?? "",
  );
  return new Map(
    [...rows].map(([name, found]) => [name, found.flatMap(({ row }) => (row === undefined ? [] : [row]))]),
  );
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}`, () => {
    test(
      "a company's export has every row of its own, every column but its secrets, and nothing of another company",
      async () => {
        await using both = await openTwoOrganizations(await engine.open());
        const { here, elsewhere, world: server } = both;
        const { services, store } = server.composition;
        const admin = await server.member(here.admin.email);
        const token = "sk-a-secret-of-the-company";
        const { chatbot } = (await admin.settings.get.query()).settings;
        await admin.settings.setChatbot.mutate({
          ...chatbot,
          url: "https://bots.example/v1",
          model: "m",
          token,
        });
        const { sessionId } = here.visitor;
        for (let at = 0; at < MANY; at += 1)
          await receiveMessage(services, here.orgId, {
            sessionId,
            clientId: crypto.randomUUID(),
            text: `Number ${at}`,
          });

        const { status, headers, lines, text } = await ask(both, "company", await adminOf(both));

        expect(status).toBe(200);
        expect(headers.get("content-disposition")).toMatch(
          /^attachment; filename="switchboard-company-\d{4}-\d\d-\d\d\.jsonl"$/,
        );
        expect(headers.get("cache-control")).toBe("no-store");
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        const rows = byTable(lines());
        expect(lines().at(-1)).toEqual({ end: true, rows: lines().length - 2 });
        const columns = Object.entries<object>(DATA_CLASSIFICATION).filter(([name]) => rows.has(name));
        for (const [name, holdings] of columns) {
          const exportedColumns = Object.entries(holdings).flatMap(([key, what]) =>
            what === "secret" ? [] : key,
          );
          for (const row of rows.get(name) ?? [])
            expectListed({
              found: exportedColumns,
              listed: Object.keys(row),
              fix: `${EXPORTED} The table is ${name}.`,
            });
        }
        const { fact, member, customer, audit, organization } = store.tables;
        for (const [name, table] of Object.entries({ fact, member, customer, audit })) {
          const stored = await store.db.select().from(table);
          const own = stored.filter(({ orgId }) => orgId === here.orgId).length;
          expect([name, rows.get(name)?.length]).toEqual([name, own]);
        }
        expect(rows.get("fact")?.length).toBeGreaterThanOrEqual(MANY);
        const sealed = (await store.db.select().from(organization)).find(({ id }) => id === here.orgId);
        for (const secret of [token, sealed?.sealedToken ?? "none", here.visitor.token, elsewhere.orgId])
          expect([secret, text.includes(secret)]).toEqual([secret, false]);
        for (const { tokenHash } of await store.db.select().from(customer))
          expect(text.includes(tokenHash)).toBeFalse();
        expect(rows.get("audit")?.at(-1)).toMatchObject({
          action: "company-exported",
          memberId: here.admin.memberId,
        });
      },
      PATIENCE,
    );

    test(
      "a customer's export has who they are and all that was said, and of nobody else",
      async () => {
        await using both = await openTwoOrganizations(await engine.open());
        const { here, world: server } = both;
        const said = {
          sessionId: here.visitor.sessionId,
          clientId: crypto.randomUUID(),
          text: "My own words",
        };
        await receiveMessage(server.composition.services, here.orgId, said);
        const cookie = await adminOf(both);

        const { lines, text } = await ask(both, `customers/${here.visitor.customerId}`, cookie);

        const rows = byTable(lines());
        expect(rows.get("customer")).toMatchObject([{ name: "Maria", email: "maria@example.com" }]);
        expect(rows.get("session")).toMatchObject([{ id: here.visitor.sessionId }]);
        expect(rows.get("fact")).toContainEqual(
          expect.objectContaining({
            fact: expect.objectContaining({ message: expect.objectContaining({ text: "My own words" }) }),
          }),
        );
        expect(lines().at(-1)).toEqual({ end: true, rows: lines().length - 2 });
        for (const not of [here.neighbour.customerId, here.neighbour.sessionId, here.visitor.token])
          expect([not, text.includes(not)]).toEqual([not, false]);
        const admin = await server.member(here.admin.email);
        await admin.privacy.eraseCustomer.mutate({ customerId: here.visitor.customerId });
        expect((await ask(both, `customers/${here.visitor.customerId}`, cookie)).status).toBe(404);
      },
      PATIENCE,
    );

    test(
      "only an admin of the company is given one, and only by a page of ours",
      async () => {
        await using both = await openTwoOrganizations(await engine.open());
        const { here, elsewhere, world: server } = both;
        const paths = ["company", `customers/${here.visitor.customerId}`];
        const cookie = await adminOf(both);
        const agent = { cookie: await server.signIn(here.agent.email) };
        const widget = { "x-widget-key": here.widgetKey, authorization: `Bearer ${here.visitor.token}` };
        for (const path of paths) {
          expect((await ask(both, path, {})).status).toBe(401);
          expect((await ask(both, path, widget)).status).toBe(401);
          expect((await ask(both, path, both.leaver)).status).toBe(401);
          expect((await ask(both, path, agent)).status).toBe(403);
          for (const site of ["cross-site", "same-site"])
            expect((await ask(both, path, { ...cookie, "sec-fetch-site": site })).status).toBe(403);
        }
        const foreign = await openChatDirectly(server.composition, elsewhere.orgId);
        const answers = [foreign.customerId, "cus_nobody", "..%2f..%2fetc", "ses_1"].map((id) =>
          ask(both, `customers/${id}`, cookie),
        );
        for (const { status, text } of await Promise.all(answers))
          expect([status, text]).toEqual([404, "There is no such customer.\n"]);
        const rows = await server.composition.store.db.select().from(server.composition.store.tables.audit);
        expect(rows.filter(({ action }) => action.endsWith("exported"))).toEqual([]);
      },
      PATIENCE,
    );
  });
}
