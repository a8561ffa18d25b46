import { expect, test } from "bun:test";
import { createTRPCClient, httpLink } from "@trpc/client";
import { readCallFailure } from "#transport/call-failure.ts";
import type { AppRouter } from "../api/router.ts";
import { openPostgres } from "../db/store/dialects/postgres.ts";
import { POSTGRES } from "../db/testing/engines.ts";
import { openCuttingProxy } from "../db/testing/connection-cutting-proxy.ts";
import { newSessionKey } from "../testing/open-chat.ts";
import { ADMIN, startTestServer, until } from "../testing/test-server.ts";

test("while the database is away callers are told to come back, nobody is signed out, and it all goes on by itself", async () => {
  await using place = await POSTGRES.place();
  const { databaseUrl } = place;
  await using proxy = openCuttingProxy(databaseUrl);
  const shared = { databaseUrl, isExpected: () => true };
  await using server = await startTestServer(await openPostgres(proxy.url), Date.now, shared);
  const ana = await server.member(ADMIN);
  await ana.agent.me.query();
  const form = { key: newSessionKey(), name: "Maria", email: "maria@example.com" };
  const { token, sessionId } = await server.customer().session.open.mutate(form);
  const headers = { origin: server.origin, "x-requested-by": "switchboard" };
  let response: Response | null = null;
  const customer = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${server.origin}/trpc`,
        headers: { ...headers, "x-widget-key": server.widgetKey, authorization: `Bearer ${token}` },
        fetch: async (url, init) => (response = await fetch(url, init as RequestInit)),
      }),
    ],
  });
  const message = { sessionId, clientId: crypto.randomUUID(), text: "Are you there?" };
  const signIn = () =>
    fetch(`${server.origin}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ email: ADMIN, password: "correct horse battery" }),
    });

  const cookie = (await signIn()).headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

  proxy.down();
  const [sent, asked, signedIn, ready, settings] = await Promise.all([
    customer.message.send.mutate(message).catch(readCallFailure),
    ana.agent.me.query().catch(readCallFailure),
    signIn(),
    fetch(`${server.origin}/readyz`),
    fetch(`${server.origin}/widget/${server.widgetKey}/settings.json`),
  ]);

  expect(sent).toEqual({ kind: "too-many", retryAfterMs: 1_000 });
  expect(asked).toMatchObject({ kind: "too-many" });
  const responses: Response[] = [signedIn, settings, ...(response === null ? [] : [response])];
  for (const one of responses) {
    expect(one.status).toBe(503);
    expect(one.headers.get("retry-after")).not.toBeNull();
  }
  expect(responses).toHaveLength(3);
  expect(ready.status).toBe(503);
  await expect(server.composition.auth.authenticate(new Headers({ cookie }))).rejects.toBeDefined();

  proxy.up();
  const back = performance.now();
  await until(
    async () => "sessionNo" in (await customer.message.send.mutate(message).catch(readCallFailure)),
  );
  expect(performance.now() - back).toBeLessThan(5_000);
  expect(await customer.message.send.mutate(message)).toMatchObject({ duplicate: true });
  expect(await server.composition.auth.authenticate(new Headers({ cookie }))).toMatchObject({ name: "Ana" });
}, 60_000);
