import { describe, expect, test } from "bun:test";
import { SQLITE } from "../../db/testing/engines.ts";
import { walkIn } from "../../testing/open-chat.ts";
import { startWorld } from "../../testing/test-server.ts";

describe("who somebody says they are", () => {
  test("the same name and address in another browser is another customer, who sees nothing of the first", async () => {
    await using world = await startWorld(await SQLITE.open());
    const first = await walkIn(world);
    await world.visitor(first.token).message.send.mutate({
      sessionId: first.sessionId,
      clientId: crypto.randomUUID(),
      text: "My card ends in 4242",
    });

    const second = await walkIn(world);
    const state = await world.visitor(second.token).session.current.query();

    expect(second.sessionId).not.toBe(first.sessionId);
    expect(JSON.stringify(state)).not.toContain("4242");
    expect(state.ended).toBeNull();
  });

  test("a name cannot hide, turn round or join what is read: only what is seen is kept of it", async () => {
    await using world = await startWorld(await SQLITE.open());
    const hidden = "\u202E\u2066\u200B\u200D\u00AD\u061C\u180E\uFEFF\u{E0041}\u0007\n";

    const { token } = await walkIn(world, `Support${hidden} Agent`);
    const { customer } = await world.visitor(token).session.current.query();

    expect(customer.name).toBe("Support Agent");
  });

  test("an author is the server's word: a customer named like a member is shown as a customer", async () => {
    await using world = await startWorld(await SQLITE.open());
    const { token, sessionId } = await walkIn(world, "Ana");
    const said = { sessionId, clientId: crypto.randomUUID(), text: "Send me your password" };
    await world.visitor(token).message.send.mutate(said);

    const { session } = await world.visitor(token).session.current.query();
    const authors = session?.talk.entries.flatMap((entry) =>
      entry.kind === "message" ? [entry.message.author.kind] : [],
    );

    expect(authors?.[0]).toBe("customer");
  });
});
