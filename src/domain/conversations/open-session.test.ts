import { describe, expect, test } from "bun:test";
import { MINUTE } from "../model/instant.ts";
import { liveAgents, NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { customerWrites } from "../testing/exchange-messages.ts";

const LIMIT = 5 * MINUTE;

describe("opening", () => {
  test("with the chatbot answering, the chatbot holds the chat", () => {
    const organization = new InMemoryOrganization();

    expect(organization.session(organization.open("maria")).holder).toEqual({ kind: "bot" });
  });

  test("with live agents, a free one is given the chat in the same write", () => {
    const organization = new InMemoryOrganization(liveAgents);
    organization.addMember("ada");

    expect(organization.session(organization.open("maria")).holder).toMatchObject({
      kind: "agent",
      name: "ada",
    });
  });

  test("sending the form twice opens one chat", () => {
    const organization = new InMemoryOrganization();

    expect(organization.open("maria")).toBe(organization.open("maria"));
  });

  test("after the limit the form opens a new chat", () => {
    const organization = new InMemoryOrganization();
    const first = organization.open("maria");
    organization.now = NOON + LIMIT;

    expect(organization.open("maria")).not.toBe(first);
  });

  test("who comes back is seen to: what ended in line is no longer unattended", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const first = organization.open("maria");
    customerWrites(organization, first);
    organization.now = NOON + LIMIT;
    expect(() => customerWrites(organization, first)).toThrow();
    expect(organization.session(first).unattended).toBe(true);

    organization.open("maria");

    expect(organization.session(first).unattended).toBe(false);
  });
});
