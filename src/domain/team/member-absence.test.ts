import { describe, expect, test } from "bun:test";
import { liveAgents, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { memberReplies, customerWrites } from "../testing/exchange-messages.ts";
import { decideMemberBack, decideMemberGone } from "./member-absence.ts";

describe("an agent whose connections are gone", () => {
  test("keeps a chat in which nothing is open, until the customer next writes", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.addMember("ada", { present: false });
    memberReplies(organization, id);

    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));
    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
    customerWrites(organization, id);

    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("loses a chat that waits for an answer", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.addMember("ada", { present: false });
    memberReplies(organization, id);
    customerWrites(organization, id);

    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));

    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("who is back in time keeps everything", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.addMember("ada", { present: false });
    memberReplies(organization, id);
    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));

    organization.act([], (scene) => decideMemberBack(scene, "mem_ada"));
    customerWrites(organization, id);

    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
  });
});
