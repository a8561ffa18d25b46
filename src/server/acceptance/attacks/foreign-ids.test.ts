import { describe, expect, test } from "bun:test";
import { SQLITE } from "../../db/testing/engines.ts";
import { REQUESTED_BY } from "../../http/security/csrf.ts";
import { openChatDirectly } from "../../testing/access-matrix/open-chat-directly.ts";
import { openTwoOrganizations } from "../../testing/access-matrix/two-organizations.ts";

const KEY = "k".repeat(43);

describe("a foreign id where something is made", () => {
  test("the key of a chat in one company opens another person's chat in the other, with another token", async () => {
    await using both = await openTwoOrganizations(await SQLITE.open());
    const { world: server, here, elsewhere } = both;
    const headers = (widgetKey: string) => ({
      origin: server.origin,
      "content-type": "application/json",
      "x-widget-key": widgetKey,
      [REQUESTED_BY.name]: REQUESTED_BY.value,
    });
    const openAt = async (widgetKey: string) => {
      const body = JSON.stringify({ key: KEY, name: "Maria", email: "maria@example.com" });
      const init = { method: "POST", headers: headers(widgetKey), body };
      return (await fetch(`${server.origin}/trpc/session.open`, init)).json();
    };

    const [one, two] = [await openAt(here.widgetKey), await openAt(elsewhere.widgetKey)];

    expect(one.result.data.token).not.toBe(two.result.data.token);
    expect(one.result.data.sessionId).not.toBe(two.result.data.sessionId);
  });

  test("a token of one company is nobody's at the widget of the other", async () => {
    await using both = await openTwoOrganizations(await SQLITE.open());
    const { world: server, here, elsewhere } = both;

    const response = await fetch(`${server.origin}/trpc/session.current`, {
      headers: { "x-widget-key": elsewhere.widgetKey, authorization: `Bearer ${here.visitor.token}` },
    });

    expect(response.status).toBe(401);
  });

  test("an id is not guessed from another: no two that are made after each other are near each other", async () => {
    await using both = await openTwoOrganizations(await SQLITE.open());
    const { composition } = both.world;

    const ids = [
      await openChatDirectly(composition, both.here.orgId),
      await openChatDirectly(composition, both.here.orgId),
    ].map(({ sessionId, customerId }) => [sessionId.slice(-12), customerId.slice(-12)]);

    expect(new Set(ids.flat()).size).toBe(4);
  });
});
