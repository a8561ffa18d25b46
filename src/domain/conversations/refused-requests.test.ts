import { describe, expect, test } from "bun:test";
import type { Decision } from "../model/decision.ts";
import type { SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import { decideAttend } from "../routing/attend-chat.ts";
import { decideHandBack } from "../routing/hand-back-chat.ts";
import { decideAccept, decideTakeOver } from "../routing/take-chat.ts";
import { ada, memberReplies } from "../testing/exchange-messages.ts";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { decideAskBot, decideAskPerson, decideKeepOpen, decideStopBot } from "./customer-requests.ts";
import { decideEnd } from "./end-session.ts";
import { decideReceive } from "./receive-message.ts";
import { decideReply } from "./reply.ts";

type Request = (scene: Scene, id: SessionId) => Decision<unknown>;

const written = (sessionId: SessionId, text = "Hello") => ({ sessionId, clientId: "1", text });
const customer = { kind: "customer" } as const;

/** Requests that are refused in a chat that has ended. */
const ENDED: [name: string, request: Request][] = [
  ["a customer's message", (scene, id) => decideReceive(scene, written(id))],
  ["a member's reply", (scene, id) => decideReply(scene, written(id), ada)],
  ["asking for a person", decideAskPerson],
  ["asking for the chatbot", decideAskBot],
  ["keeping the chat open", decideKeepOpen],
  ["accepting", (scene, id) => decideAccept(scene, id, ada)],
  ["taking over", (scene, id) => decideTakeOver(scene, id, ada)],
  ["handing back", (scene, id) => decideHandBack(scene, id, ada)],
];
/** Requests that change nothing there. */
const IDEMPOTENT: [name: string, request: Request][] = [
  ["ending it", (scene, id) => decideEnd(scene, id, customer)],
  ["“Done”", (scene, id) => decideAttend(scene, id, ada)],
  ["stopping the chatbot", decideStopBot],
];

/** A chat that its customer has ended, by the end held by Ada if she has replied. */
function endedChat(isReplied: boolean): { scene: Scene; id: SessionId } {
  const organization = new InMemoryOrganization();
  const id = organization.open("maria");
  if (isReplied) memberReplies(organization, id);
  organization.act([id], (scene) => decideEnd(scene, id, customer));
  return { scene: organization.scene(), id };
}

describe("in a chat that is not there", () => {
  test.each([...ENDED, ...IDEMPOTENT])("%s is refused", (_, request) => {
    const { refusal, facts } = request(new InMemoryOrganization().scene(), "ses_nowhere");

    expect({ code: refusal?.code, facts }).toEqual({ code: "session-unknown", facts: [] });
  });
});

describe("in a chat that has ended", () => {
  test.each(ENDED)("%s is refused", (_, request) => {
    for (const isReplied of [false, true]) {
      const { scene, id } = endedChat(isReplied);
      const { refusal, facts } = request(scene, id);

      expect({ code: refusal?.code, facts }).toEqual({ code: "session-ended", facts: [] });
    }
  });

  test.each(IDEMPOTENT)("%s changes nothing", (_, request) => {
    const { scene, id } = endedChat(false);
    const { refusal, facts } = request(scene, id);

    expect({ refusal, facts }).toEqual({ refusal: null, facts: [] });
  });
});

/** The refusals of a customer's and a member's message with this text, and the number of facts of each. */
function refusalsOf(text: string) {
  const organization = new InMemoryOrganization();
  const id = organization.open("maria");
  const scene = organization.scene();
  const both = [decideReceive(scene, written(id, text)), decideReply(scene, written(id, text), ada)];
  return both.map(({ refusal, facts }) => [refusal?.code, facts.length]);
}

describe("a text that cannot be sent", () => {
  test("is refused from customers and from members, if it is blank", () => {
    expect(refusalsOf(" \n")).toEqual([
      ["message-empty", 0],
      ["message-empty", 0],
    ]);
  });

  test("is refused if it is longer than 4,000 characters, and not before", () => {
    expect(refusalsOf("x".repeat(4_001))).toEqual([
      ["message-too-long", 0],
      ["message-too-long", 0],
    ]);
    expect(refusalsOf("x".repeat(4_000)).map(([code]) => code)).toEqual([undefined, undefined]);
  });
});
