import { describe, expect, test } from "bun:test";
import { decideBack, decideGone } from "./change-member.ts";
import { liveAgents, TestDesk } from "../testing/in-memory-organization.ts";
import { reply, write } from "../testing/exchange-messages.ts";

describe("an agent whose connections are gone", () => {
  test("keeps a chat in which nothing is open, until the customer next writes", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.hire("ada", { present: false });
    reply(desk, id);

    desk.act([], (scene) => decideGone(scene, "mem_ada"));
    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
    write(desk, id);

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("loses a chat that waits for an answer", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.hire("ada", { present: false });
    reply(desk, id);
    write(desk, id);

    desk.act([], (scene) => decideGone(scene, "mem_ada"));

    expect(desk.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("who is back in time keeps everything", () => {
    const desk = new TestDesk(liveAgents);
    const id = desk.open("maria");
    desk.hire("ada", { present: false });
    reply(desk, id);
    desk.act([], (scene) => decideGone(scene, "mem_ada"));

    desk.act([], (scene) => decideBack(scene, "mem_ada"));
    write(desk, id);

    expect(desk.session(id).holder).toMatchObject({ name: "ada" });
  });
});
