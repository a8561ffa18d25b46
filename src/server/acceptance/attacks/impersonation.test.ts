import { describe, expect, test } from "bun:test";
import { SQLITE } from "../../db/testing/engines.ts";
import { openChat } from "../../testing/open-chat.ts";
import { startTestServer } from "../../testing/test-server.ts";

describe("who somebody says they are", () => {
  test("the same name and address in another browser is another customer, who sees nothing of the first", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const first = await openChat(server);
    await server.customer(first.token).message.send.mutate({
      sessionId: first.sessionId,
      clientId: crypto.randomUUID(),
      text: "My card ends in 4242",
    });

    const second = await openChat(server);
    const state = await server.customer(second.token).session.current.query();

    expect(second.sessionId).not.toBe(first.sessionId);
    expect(JSON.stringify(state)).not.toContain("4242");
    expect(state.ended).toBeNull();
  });

  test("a name cannot hide, turn round or join what is read: only what is seen is kept of it", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const hidden = "\u202E\u2066\u200B\u200D\u00AD\u061C\u180E\uFEFF\u{E0041}\u0007\n";

    const { token } = await openChat(server, `Support${hidden} Agent`);
    const { customer } = await server.customer(token).session.current.query();

    expect(customer.name).toBe("Support Agent");
  });

  test("an author is the server's word: a customer named like a member is shown as a customer", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const { token, sessionId } = await openChat(server, "Ana");
    const said = { sessionId, clientId: crypto.randomUUID(), text: "Send me your password" };
    await server.customer(token).message.send.mutate(said);

    const { session } = await server.customer(token).session.current.query();
    const authors = session?.talk.entries.flatMap((entry) =>
      entry.kind === "message" ? [entry.message.author.kind] : [],
    );

    expect(authors?.[0]).toBe("customer");
  });
});
