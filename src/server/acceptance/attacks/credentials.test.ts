import { describe, expect, test } from "bun:test";
import { SQLITE } from "../../db/testing/engines.ts";
import { RawWebSocketClient } from "../../http/testing/raw-websocket-client.ts";
import { ask, lastPart } from "../../testing/access-matrix/test-organization.ts";
import { openTwoOrganizations } from "../../testing/access-matrix/two-organizations.ts";
import { openChat } from "../../testing/open-chat.ts";
import { ADMIN, startTestServer, until } from "../../testing/test-server.ts";
import { allRowsAsText } from "../../db/testing/all-rows-as-text.ts";
import { signInStatus } from "../../testing/sign-in-status.ts";

describe("a credential", () => {
  test("is read from no address: not by single calls, and not by a socket", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const { token } = await openChat(server);
    const shown = encodeURIComponent(JSON.stringify({ widgetKey: server.widgetKey, token }));
    const queries = [
      `connectionParams=${shown}`,
      `token=${token}&widgetKey=${server.widgetKey}`,
      `x-widget-key=${server.widgetKey}&authorization=Bearer%20${token}`,
    ];

    for (const query of queries) {
      const response = await fetch(`${server.origin}/trpc/session.current?${query}`);
      expect([query, response.status]).toEqual([query, 401]);
      await using client = new RawWebSocketClient(`${server.origin.replace("http", "ws")}/trpc?${query}`, {
        origin: server.origin,
      });
      await until(() => client.status === 101);
      client.send('{"id":1,"method":"query","params":{"path":"session.current","input":{}}}');
      await until(() => client.texts.length > 0);
      expect(client.messages[0]).toMatchObject({ error: { data: { code: "UNAUTHORIZED" } } });
    }
  });

  test("lies in the database as a hash only: visitor's tokens, links, logins", async () => {
    await using both = await openTwoOrganizations(await SQLITE.open());
    const { world: server, here, spent } = both;
    const { inviteToken } = await ask(server.composition, here.orgId);
    const cookie = await server.signIn(ADMIN);
    const loginToken = decodeURIComponent(cookie).split("=")[1]?.split(".")[0] ?? "";
    expect(loginToken).toHaveLength(43);

    const reset = await server.composition.auth.createPasswordResetLink(
      { orgId: here.orgId, by: here.admin.memberId },
      here.agent.memberId,
    );
    const contents = await allRowsAsText(server.composition.store);

    const links = [inviteToken, lastPart(reset), ...Object.values(spent)];
    for (const secret of [here.visitor.token, ...links, loginToken]) expect(contents).not.toContain(secret);
    expect(contents).toContain(server.composition.services.vault.hash(here.visitor.token));
  });

  test("is another one after one bit of it has changed", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const { token } = await openChat(server);
    const last = token.at(-2) === "A" ? "B" : "A";
    const changed = token.slice(0, -2) + last + token.at(-1);

    const response = await fetch(`${server.origin}/trpc/session.current`, {
      headers: { "x-widget-key": server.widgetKey, authorization: `Bearer ${changed}` },
    });

    expect(response.status).toBe(401);
  });

  test("that others ship with opens nothing here", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const pairs = [
      ["admin@admin.com", "admin"],
      ["admin@example.com", "password"],
      ["admin@localhost", "changeme"],
      ["root@localhost", "root"],
      ["agent@example.com", "123456"],
      [ADMIN, "123456"],
      [ADMIN, "password"],
      [ADMIN, ""],
    ];

    for (const [email, password] of pairs)
      expect([email, password, await signInStatus(server, { email, password })]).toEqual([
        email,
        password,
        401,
      ]);
  });
});
