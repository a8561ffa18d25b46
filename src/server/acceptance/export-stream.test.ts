import { describe, expect, test } from "bun:test";
import { ENGINES, type Engine } from "../db/testing/engines.ts";
import type { Store } from "../db/store/store.ts";
import { receiveMessage } from "../services/conversations/post-message.ts";
import { addManyMessages } from "../services/testing/add-many-messages.ts";
import { openTwoOrganizations } from "../testing/access-matrix/two-organizations.ts";
import { until } from "../testing/test-server.ts";

const PATIENCE = 120_000;
/** Three times as much as the connection's buffers take: a reader that stops must stop the server. */
const LONG = { count: 5_000, length: 4_000 };
const FACT_PAGES = 50;
const TAIL = 500;

/** Counts the queries of whole facts, which are the pages of an export's messages. */
function countFactPages(store: Store): { store: Store; pages: () => number } {
  let pages = 0;
  const db = new Proxy(store.db, {
    get(target, key) {
      if (key !== "select") return Reflect.get(target, key);
      return (...columns: Parameters<typeof target.select>) => {
        const [first] = columns;
        if (first !== undefined && "fact" in first && "clientId" in first) pages += 1;
        return target.select(...columns);
      };
    },
  });
  return { store: { ...store, db }, pages: () => pages };
}

async function openLongCompany(engine: Engine) {
  const counted = countFactPages(await engine.open());
  const both = await openTwoOrganizations(counted.store);
  const { here, world: server } = both;
  const { orgId } = here;
  const { sessionId } = here.visitor;
  const first = { sessionId, clientId: crypto.randomUUID(), text: "Hello" };
  await receiveMessage(server.composition.services, orgId, first);
  await addManyMessages(counted.store, { orgId, sessionId }, LONG);
  const cookie = await server.signIn(here.admin.email);
  const { hostname, port } = new URL(server.origin);

  /**
   * Begins a download over a connection of its own, because Bun's `fetch` drops what it has received when a body breaks
   * off. A paused one takes the first bytes and then nothing.
   */
  async function begin({ paused }: { paused: boolean }) {
    const over = Promise.withResolvers<void>();
    let [received, tail] = [0, ""];
    const socket = await Bun.connect({
      hostname,
      port: Number(port),
      socket: {
        open(opened) {
          opened.write(
            `GET /export/company HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookie}\r\n\r\n`,
          );
        },
        data(opened, bytes) {
          if (paused) opened.pause();
          received += bytes.length;
          tail = (tail + bytes.toString("latin1")).slice(-TAIL);
        },
        close: () => over.resolve(),
      },
    });
    await until(() => received > 0);
    return {
      leave: () => socket.terminate(),
      /** Waits until the connection is closed. @returns the end of what came, as it was sent */
      async end() {
        await over.promise;
        return tail;
      },
    };
  }

  return {
    ...both,
    ...counted,
    begin,
    download: () => fetch(`${server.origin}/export/company`, { headers: { cookie } }),
    [Symbol.asyncDispose]: () => both[Symbol.asyncDispose](),
  };
}

for (const engine of ENGINES) {
  describe(`a download on ${engine.name}`, () => {
    test(
      "whose reader stops is read no further, and one whose reader leaves makes room for the next",
      async () => {
        await using company = await openLongCompany(engine);
        const paused = await company.begin({ paused: true });

        const whole = await (await company.download()).text();
        expect(whole.trimEnd().split("\n").at(-1)).toStartWith('{"end":true,');
        const ahead = company.pages() - FACT_PAGES;
        expect(ahead).toBeLessThan(FACT_PAGES * 0.8);

        const second = await company.begin({ paused: true });
        const refused = await company.download();
        expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
        second.leave();
        await until(async () => {
          const next = await company.download();
          await next.body?.cancel();
          return next.status === 200;
        });
        paused.leave();
      },
      PATIENCE,
    );

    test(
      "breaks off before its end once the member's sign-in has ended, and its last line says so",
      async () => {
        await using company = await openLongCompany(engine);
        const { store, world: server } = company;
        const reading = await company.begin({ paused: false });

        await store.transact(async ({ db, tables }) => void (await db.delete(tables.login)));
        const end = await reading.end();

        expect(end).toContain('{"end":false,"why":"access-ended",');
        // The chunk of no bytes that ends a whole body is missing.
        expect(end).not.toEndWith("\r\n0\r\n\r\n");
        expect(company.pages()).toBeLessThan(FACT_PAGES);
        expect(server.logLines.join("\n")).not.toContain("Number");
      },
      PATIENCE,
    );

    test(
      "that is only asked for its headers is not recorded and takes no place",
      async () => {
        await using company = await openLongCompany(engine);
        const { here, store, world: server } = company;
        const headers = { cookie: await server.signIn(here.admin.email) };

        for (let time = 0; time < 3; time += 1) {
          const answer = await fetch(`${server.origin}/export/company`, { method: "HEAD", headers });
          expect(answer.status).toBe(200);
        }

        const rows = await store.db.select().from(store.tables.audit);
        expect(rows.filter(({ action }) => action === "company-exported")).toEqual([]);
      },
      PATIENCE,
    );
  });
}
