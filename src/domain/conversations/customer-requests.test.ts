import { describe, expect, test } from "bun:test";
import { decideAskBot, decideAskPerson, decideKeepOpen, decideStopBot } from "./customer-requests.ts";
import { MINUTE, SECOND } from "../model/instant.ts";
import { liveAgents, NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { customerWrites, memberReplies } from "../testing/exchange-messages.ts";

const LIMIT = 5 * MINUTE;

describe("keeping the chat open", () => {
  test("counts the limit from now", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.now = NOON + 4 * MINUTE;

    organization.act([id], (scene) => decideKeepOpen(scene, id));

    expect(organization.session(id).clock.expiresAt).toBe(NOON + 9 * MINUTE);
  });

  test("keeps the place in line", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.now = NOON + 4 * MINUTE;

    organization.act([id], (scene) => decideKeepOpen(scene, id));

    expect(organization.session(id).queuedAt).toBe(NOON);
  });

  test("a changed limit counts from the next message", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.settings = {
      ...organization.settings,
      sessions: { limitMs: 10 * SECOND, warningMs: 5 * SECOND },
    };
    organization.now = NOON + MINUTE;

    expect(organization.session(id).clock.expiresAt).toBe(NOON + LIMIT);
    customerWrites(organization, id);

    expect(organization.session(id).clock.idleAt).toBe(NOON + MINUTE + 10 * SECOND);
  });
});

describe("asking for a person", () => {
  test("stops the chatbot and joins the line", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);

    organization.act([id], (scene) => decideAskPerson(scene, id));

    expect(organization.session(id)).toMatchObject({
      holder: { kind: "queue" },
      needsPerson: true,
      botTurn: null,
    });
  });

  test("goes to a free agent at once", () => {
    const organization = new InMemoryOrganization();
    organization.addMember("ada");
    const id = organization.open("maria");

    organization.act([id], (scene) => decideAskPerson(scene, id));

    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
  });

  test("who changes their mind goes back to the chatbot, which answers what is open", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.act([id], (scene) => decideAskPerson(scene, id));
    customerWrites(organization, id);

    organization.act([id], (scene) => decideAskBot(scene, id));

    expect(organization.session(id)).toMatchObject({ holder: { kind: "bot" }, needsPerson: false });
    expect(organization.session(id).botTurn).not.toBeNull();
  });

  test("the chatbot cannot be asked while live agents answer", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");

    expect(() => organization.act([id], (scene) => decideAskBot(scene, id))).toThrow(
      expect.objectContaining({ code: "not-waiting" }),
    );
  });
});

describe("outside the hours", () => {
  const CLOSED = { isOpen: false, until: NOON + MINUTE };

  test("nobody new joins the line, and the chatbot keeps the chat", () => {
    const organization = new InMemoryOrganization();
    organization.addMember("ada");
    const id = organization.open("maria");
    organization.opening = CLOSED;

    expect(() => organization.act([id], (scene) => decideAskPerson(scene, id))).toThrow(
      expect.objectContaining({ code: "outside-hours" }),
    );
    expect(organization.session(id).holder).toEqual({ kind: "bot" });
  });

  test("who is in line keeps the place, and may still ask that the switch leaves it there", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.opening = CLOSED;

    organization.act([id], (scene) => decideAskPerson(scene, id));

    expect(organization.session(id)).toMatchObject({
      holder: { kind: "queue" },
      queuedAt: NOON,
      needsPerson: true,
    });
  });

  test("who is in line may ask the chatbot where it answers then, and only there", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const [maria, noah] = [organization.open("maria"), organization.open("noah")];
    organization.opening = CLOSED;
    organization.act([maria], (scene) => decideAskBot(scene, maria));
    const { hours } = organization.settings;
    organization.settings = { ...organization.settings, hours: { ...hours, outside: "message" } };

    expect(organization.session(maria).holder).toEqual({ kind: "bot" });
    expect(() => organization.act([noah], (scene) => decideAskBot(scene, noah))).toThrow(
      expect.objectContaining({ code: "not-waiting" }),
    );
  });
});

describe("asking twice", () => {
  test("for a person changes nothing, in the queue and with an agent", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.act([id], (scene) => decideAskPerson(scene, id));
    expect(decideAskPerson(organization.scene(), id).facts).toEqual([]);

    organization.addMember("ada");
    memberReplies(organization, id);
    expect(decideAskPerson(organization.scene(), id)).toMatchObject({ facts: [], refusal: null });
  });

  test("for the chatbot changes nothing, and is refused while an agent has the chat", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    expect(decideAskBot(organization.scene(), id)).toMatchObject({ facts: [], refusal: null });

    memberReplies(organization, id);
    expect(decideAskBot(organization.scene(), id).refusal?.code).toBe("not-waiting");
  });
});

describe("what is asked for is recorded with its reason", () => {
  test("a person, and the end of the queue", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.now = NOON + MINUTE;
    organization.act([id], (scene) => decideAskPerson(scene, id));

    expect(organization.facts.at(-1)).toMatchObject({
      why: { kind: "person-asked" },
      queuedAt: NOON + MINUTE,
      returned: false,
      needsPerson: true,
    });
  });

  test("a person by who is in the queue already, who keeps their place in it", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.now = NOON + MINUTE;
    organization.act([id], (scene) => decideAskPerson(scene, id));

    expect(organization.session(id)).toMatchObject({ queuedAt: NOON, returned: false, needsPerson: true });
  });

  test("the chatbot", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    organization.act([id], (scene) => decideAskPerson(scene, id));
    organization.act([id], (scene) => decideAskBot(scene, id));

    expect(organization.facts.at(-1)).toMatchObject({ why: { kind: "bot-chosen" }, holder: { kind: "bot" } });
  });

  test("a stop, and more time", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);
    organization.act([id], (scene) => decideStopBot(scene, id));
    expect(organization.facts.at(-1)).toMatchObject({ kind: "bot-turn-stopped", why: "customer", at: NOON });

    organization.act([id], (scene) => decideKeepOpen(scene, id));
    expect(organization.facts.at(-1)).toMatchObject({ kind: "kept-open", at: NOON, sessionId: id });
  });
});

test("keeping the chat open does not end the wait for a chatbot's answer", () => {
  const organization = new InMemoryOrganization((settings) => ({
    ...settings,
    sessions: { limitMs: 10 * SECOND, warningMs: 5 * SECOND },
  }));
  const id = organization.open("maria");
  customerWrites(organization, id);
  organization.act([id], (scene) => decideKeepOpen(scene, id));

  expect(organization.session(id).clock).toMatchObject({
    idleAt: NOON + 10 * SECOND,
    expiresAt: NOON + MINUTE,
  });
});
