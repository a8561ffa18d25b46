import { describe, expect, test } from "bun:test";
import type { CustomerId } from "#domain/model/ids.ts";
import { DAY, HOUR } from "#domain/model/instant.ts";
import { publicNameOf } from "#domain/model/member.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { lastMessages } from "../../db/conversations/recent-messages.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { listQueue } from "../../db/conversations/queue.ts";
import { listRoster } from "../../db/team/roster.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { type Engine, ENGINES } from "../../db/testing/engines.ts";
import { openSession } from "../conversations/open-session.ts";
import { customerState } from "../conversations/customer-state.ts";
import { endOverdueSessions } from "../conversations/end-overdue-sessions.ts";
import { markRead } from "../conversations/mark-read.ts";
import { performCustomerAction } from "../conversations/perform-customer-action.ts";
import { performMemberAction } from "../conversations/perform-member-action.ts";
import { setAnsweringSwitch } from "../routing/answering-switch.ts";
import { returnChatsOfAbsentMembers } from "../routing/return-chats.ts";
import { setActive } from "../team/change-member.ts";
import { companyServices } from "../testing/company-services.ts";
import { customerMailPage } from "./customer-mail-page.ts";
import { changeSettings } from "../settings/change-settings.ts";
import { giveBackOwedMail } from "./give-back-owed-mail.ts";
import { leaveMessage, leaveMessageWithForm } from "./leave-message.ts";
import { receiveMessageOrMail } from "./receive-message-or-mail.ts";
import { snoozeMail } from "./snooze-mail.ts";
import { writeMail } from "./write-mail.ts";

const FORM = { key: "k".repeat(43), name: "Maria", email: "maria@example.com" };
let sent = 0;
const says = (text: string) => ({ text, clientId: `client-${(sent += 1)}` });

/** A company with Ana and Ben, and Maria, whose chat has ended. */
async function withEndedChat(engine: Engine) {
  const it = await companyServices(engine);
  const { store, orgId, services } = it;
  const [ana, ben] = [
    { memberId: (await addMemberWithAccount(store, orgId, "Ana")).id, name: "Ana" },
    { memberId: (await addMemberWithAccount(store, orgId, "Ben")).id, name: "Ben" },
  ];
  const { sessionId: chatId } = await openSession(services, orgId, FORM);
  const customerId: CustomerId = (await getSession(store, orgId, chatId))?.customerId ?? "cus_none";
  await performCustomerAction(services, orgId, chatId, "end");
  const write = (text: string, by = ana) => writeMail(services, orgId, { customerId, ...says(text) }, by);
  return { ...it, ana, ben, chatId, customerId, write };
}

for (const engine of ENGINES) {
  describe(`mail on ${engine.name}`, () => {
    test("is opened by the first words to a customer who has gone, and continued by the next", async () => {
      await using it = await withEndedChat(engine);
      const first = await it.write("The size is 42.");
      const second = await it.write("And it is in stock.");

      expect(second.sessionId).toBe(first.sessionId);
      expect(first.sessionId).not.toBe(it.chatId);
      const session = await getSession(it.store, it.orgId, first.sessionId);
      expect(session).toMatchObject({
        channel: "mail",
        needsPerson: true,
        holder: { name: "Ana" },
        ourMessages: 2,
      });
      expect(session?.clock.expiresAt).toBe(it.clock.now + 14 * DAY);
      expect((await getSession(it.store, it.orgId, it.chatId))?.endedAt).toBe(it.clock.now);
    });

    test("sent twice is written once: at once, and after its session has ended", async () => {
      await using it = await withEndedChat(engine);
      const mail = { customerId: it.customerId, ...says("The size is 42.") };
      const send = () => writeMail(it.services, it.orgId, mail, it.ana);
      const both = await Promise.all([send(), send()]);
      const [first] = both;
      if (first === undefined) throw new Error("nothing was sent");
      await performMemberAction(it.services, it.orgId, { sessionId: first.sessionId, what: "end" }, it.ana);
      const late = await send();

      expect(both.filter(({ duplicate }) => duplicate)).toHaveLength(1);
      expect(late).toEqual({ ...first, duplicate: true });
      expect(await lastMessages(it.store, it.orgId, first.sessionId, 9)).toHaveLength(1);
    });

    test("of two members at once is the first one's, and the second is told who has it", async () => {
      await using it = await withEndedChat(engine);
      const outcomes = await Promise.allSettled([it.write("42", it.ana), it.write("43", it.ben)]);
      const kept = outcomes.find(({ status }) => status === "fulfilled");
      const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));

      expect(kept).toBeDefined();
      expect(refused).toEqual([new Refusal("held-by-other", "Ana")]);
    });

    test("is not written while the customer has a chat, or to nobody", async () => {
      await using it = await withEndedChat(engine);
      await openSession(it.services, it.orgId, FORM);
      await expect(it.write("42")).rejects.toThrow(new Refusal("chat-open"));
      const toNobody = writeMail(it.services, it.orgId, { customerId: "cus_none", ...says("Hi") }, it.ana);
      await expect(toNobody).rejects.toThrow(new Refusal("customer-unknown"));
      await expect(it.write(" ")).rejects.toThrow(Refusal);
    });

    test("is in no queue and no load, and the switch and absent members leave it where it is", async () => {
      await using it = await withEndedChat(engine);
      const { sessionId } = await it.write("42");
      const left = await leaveMessage(it.services, it.orgId, it.customerId, says("Thanks. And the colour?"));
      const before = it.facts.length;
      await setAnsweringSwitch(it.services, it.orgId, "agents", it.ana);
      await setAnsweringSwitch(it.services, it.orgId, "bot", it.ana);
      it.clock.now += HOUR;
      await returnChatsOfAbsentMembers(it.services);

      expect(left.sessionId).toBe(sessionId);
      expect(it.kinds().slice(before)).toEqual(["settings-changed", "settings-changed"]);
      expect(await listQueue(it.store, it.orgId)).toEqual([]);
      expect((await listRoster(it.store, it.orgId, it.clock.now)).map(({ load }) => load)).toEqual([0, 0]);
    });

    test("of a member who is deactivated is nobody's, and says whose it was", async () => {
      await using it = await withEndedChat(engine);
      const { sessionId } = await it.write("42", it.ben);
      await setActive(
        { services: it.services, orgId: it.orgId, by: it.ana.memberId },
        it.ben.memberId,
        false,
      );

      expect(await getSession(it.store, it.orgId, sessionId)).toMatchObject({
        holder: { kind: "nobody" },
        heldBefore: { name: "Ben" },
        queuedAt: null,
      });
    });

    test("that waits for its holder for eight hours is nobody's, and what they have put aside later", async () => {
      await using it = await withEndedChat(engine);
      const { sessionId } = await it.write("42");
      await giveBackOwedMail(it.services);
      await leaveMessage(it.services, it.orgId, it.customerId, says("And the colour?"));
      const askedAt = it.clock.now;
      await snoozeMail(it.services, it.orgId, { sessionId, until: askedAt + HOUR }, it.ana);

      it.clock.now = askedAt + 9 * HOUR - 1;
      await giveBackOwedMail(it.services);
      expect((await getSession(it.store, it.orgId, sessionId))?.holder).toMatchObject({ name: "Ana" });
      it.clock.now += 1;
      await giveBackOwedMail(it.services);
      const given = await getSession(it.store, it.orgId, sessionId);
      expect(given).toMatchObject({ holder: { kind: "nobody" }, heldBefore: { name: "Ana" } });

      await it.write("Blue", it.ben);
      expect(await getSession(it.store, it.orgId, sessionId)).toMatchObject({
        holder: { name: "Ben" },
        heldBefore: null,
        awaitingSince: null,
      });
    });

    test("that waits for eight hours within the company's hours is nobody's, and none outside them count", async () => {
      await using it = await withEndedChat(engine);
      const { sessionId } = await it.write("42");
      const day = Math.floor(it.clock.now / DAY) * DAY;
      const week = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
        day: weekday,
        opens: 540,
        closes: 780,
      }));
      const hours = { isAlwaysOpen: false, timeZone: "UTC", week };
      await changeSettings({ services: it.services, orgId: it.orgId, by: it.ana.memberId }, "hours", hours);
      it.clock.now = day + DAY + 10 * HOUR;
      await leaveMessage(it.services, it.orgId, it.customerId, says("And the colour?"));

      // From ten on three hours remain of four, then four, then one.
      it.clock.now = day + 3 * DAY + 10 * HOUR - 1;
      await giveBackOwedMail(it.services);
      expect((await getSession(it.store, it.orgId, sessionId))?.holder).toMatchObject({ name: "Ana" });
      it.clock.now += 1;
      await giveBackOwedMail(it.services);

      expect(await getSession(it.store, it.orgId, sessionId)).toMatchObject({ heldBefore: { name: "Ana" } });
    });

    test("that nobody continues ends after 14 days, without a warning", async () => {
      await using it = await withEndedChat(engine);
      const { sessionId } = await it.write("42");
      it.clock.now += 14 * DAY - 1;
      await endOverdueSessions(it.services);
      expect((await getSession(it.store, it.orgId, sessionId))?.endedAt).toBeNull();
      it.clock.now += 1;
      await endOverdueSessions(it.services);
      expect((await getSession(it.store, it.orgId, sessionId))?.endedAt).toBe(it.clock.now);
    });

    test("names on return the public name of who wrote, before and after the customer's own words", async () => {
      await using it = await withEndedChat(engine);
      await it.write("42", Object.assign({ ...it.ana }, { publicName: "Robin" }));
      const from = async () => (await customerState(it.services, it.orgId, it.customerId)).answered?.from;

      expect<string | undefined>(await from()).toBe("Robin");
      await leaveMessage(it.services, it.orgId, it.customerId, says("Hm?"));
      expect<string | undefined>(await from()).toBe("Robin");
    });

    test("is told to a customer who returns by who wrote and how much, until they have seen it", async () => {
      await using it = await withEndedChat(engine);
      const state = () => customerState(it.services, it.orgId, it.customerId);
      expect((await state()).answered).toBeNull();
      const { sessionId } = await it.write("42");
      await it.write("In stock");

      const returned = await state();
      expect(returned).toMatchObject({ session: null, ended: { id: it.chatId } });
      expect(returned.answered).toEqual({ from: publicNameOf({ name: "Ana" }), count: 2 });
      expect(JSON.stringify(returned)).not.toContain("In stock");

      await leaveMessage(it.services, it.orgId, it.customerId, says("Hm?"));
      expect((await state()).answered).toEqual({ from: publicNameOf({ name: "Ana" }), count: 2 });
      await markRead(it.services, it.orgId, { sessionId, by: "customer", memberId: null, count: 2 });
      expect((await state()).answered).toBeNull();
    });

    test("is read in pages, through all of the customer's mail", async () => {
      await using it = await withEndedChat(engine);
      const { sessionId } = await it.write("42");
      await performMemberAction(it.services, it.orgId, { sessionId, what: "end" }, it.ana);
      it.clock.now += 1;
      const of = { orgId: it.orgId, customerId: it.customerId };
      const again = await receiveMessageOrMail(it.services, it.orgId, it.customerId, {
        sessionId,
        ...says("And the colour?"),
      });

      const newest = await customerMailPage(it.store, of, null);
      const older = await customerMailPage(it.store, of, newest?.earlier ?? null);
      const textsOf = (page: typeof newest) =>
        page?.entries.flatMap((entry) => (entry.kind === "message" ? entry.message.text : []));

      expect(again.sessionId).not.toBe(sessionId);
      expect([newest?.sessionId, textsOf(newest)]).toEqual([again.sessionId, ["And the colour?"]]);
      expect(newest).toMatchObject({ ended: null, unseenBefore: 1, own: 1, ours: 0, read: 0, seen: 0 });
      expect([older?.sessionId, textsOf(older)]).toEqual([sessionId, ["42"]]);
      expect(older).toMatchObject({
        ended: { by: "member", name: "Ana" },
        earlier: null,
        unseenBefore: 0,
        read: 0,
      });

      const foreign = { sessionId: it.chatId, no: 9, own: 1, ours: 1 };
      await expect(customerMailPage(it.store, of, foreign)).rejects.toThrow(new Refusal("session-unknown"));
      const nobody = { orgId: it.orgId, customerId: "cus_none" } as const;
      expect(await customerMailPage(it.store, nobody, null)).toBeNull();
    });

    test("is left with the form: one customer, one session and one message, however often it is sent", async () => {
      await using it = await companyServices(engine);
      const words = says("Do you ship to Norway?");
      const leave = () => leaveMessageWithForm(it.services, it.orgId, FORM, words);
      const [first, second] = await Promise.all([leave(), leave()]);
      const third = await leave();

      expect([second.token, third.token]).toEqual([first.token, first.token]);
      expect([second.sessionId, third.sessionId]).toEqual([first.sessionId, first.sessionId]);
      expect(await getSession(it.store, it.orgId, first.sessionId)).toMatchObject({
        channel: "mail",
        holder: { kind: "nobody" },
        customerMessages: 1,
        awaitingSince: it.clock.now,
      });
      const { sessionId } = await openSession(it.services, it.orgId, FORM);
      expect(sessionId).not.toBe(first.sessionId);
    });

    test("takes no action of a chat", async () => {
      await using it = await withEndedChat(engine);
      const { sessionId } = await it.write("42");
      for (const what of ["askPerson", "askBot", "keepOpen", "end"] as const) {
        const acted = performCustomerAction(it.services, it.orgId, sessionId, what);
        await expect(acted).rejects.toThrow(new Refusal("not-a-chat"));
      }
      const back = performMemberAction(it.services, it.orgId, { sessionId, what: "handBack" }, it.ana);
      await expect(back).rejects.toThrow(new Refusal("not-a-chat"));
    });
  });
}
