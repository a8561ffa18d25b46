import { describe, expect, test } from "bun:test";
import { decideLeaveMessage } from "../mail/leave-message.ts";
import type { SessionId } from "../model/ids.ts";
import { MINUTE } from "../model/instant.ts";
import { ada, ben, customerWrites, memberReplies } from "../testing/exchange-messages.ts";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { decideAttendAll } from "./attend-chat.ts";
import { decided } from "../model/decision.ts";

/** An organization, and the chat of a customer that ended unanswered. */
function withUnanswered() {
  const organization = new InMemoryOrganization();
  const left = (name: string): SessionId => {
    const id = organization.open(name);
    customerWrites(organization, id, "Hello?");
    organization.now += 6 * MINUTE;
    organization.act([id], () => decided([], null));
    return id;
  };
  return { organization, left };
}

/** Leaves a message that nobody has. */
function leaveMail(organization: InMemoryOrganization, name: string): SessionId {
  const customer = { id: `cus_${name}`, name, email: `${name}@example.com` } as const;
  organization.act([], (scene) => decideLeaveMessage(scene, customer, { clientId: name, text: "Hello?" }));
  const mail = organization
    .scene()
    .sessionsOf(customer.id)
    .find(({ channel }) => channel === "mail");
  if (mail === undefined) throw new Error("no mail was left");
  return mail.id;
}

describe("done with many", () => {
  test("attends to what ended unanswered, and ends mail that nobody has", () => {
    const { organization, left } = withUnanswered();
    const chat = left("maria");
    const mail = leaveMail(organization, "jo");
    const before = organization.facts.length;
    organization.act([chat, mail], (scene) => decideAttendAll(scene, [chat, mail, chat], ada));

    expect(organization.session(chat).unattended).toBe(false);
    expect(organization.session(mail)).toMatchObject({ endedBy: { name: "ada" }, unattended: false });
    expect(organization.facts.slice(before).map(({ kind }) => kind)).toEqual([
      "session-attended",
      "session-ended",
    ]);
  });

  test("leaves alone what somebody has meanwhile, or has done before", () => {
    const { organization, left } = withUnanswered();
    const [done, live] = [left("maria"), organization.open("jo")];
    memberReplies(organization, live, ben);
    organization.act([done], (scene) => decideAttendAll(scene, [done], ben));
    const before = organization.facts.length;
    organization.act([done, live], (scene) => decideAttendAll(scene, [done, live], ada));

    expect(organization.facts.slice(before)).toEqual([]);
    expect(organization.session(live).endedAt).toBeNull();
  });

  test("is refused as a whole where one is unknown", () => {
    const { organization, left } = withUnanswered();
    const chat = left("maria");

    expect(decideAttendAll(organization.scene(), [chat, "ses_none"], ada)).toMatchObject({
      facts: [],
      refusal: { code: "session-unknown" },
    });
  });
});
