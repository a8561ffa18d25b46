import { describe, expect, test } from "bun:test";
import { NOON, InMemoryOrganization } from "#domain/testing/in-memory-organization.ts";
import type { Session } from "#domain/model/session.ts";
import { sortIntoSections } from "./sort-into-sections.ts";
import type { ChatCard } from "#domain/views/inbox.ts";

const ANA = { kind: "agent", memberId: "mem_ana", name: "Ana" } as const;
const KEN = { kind: "agent", memberId: "mem_ken", name: "Ken" } as const;
const mine = { memberId: "mem_ana", show: "mine", now: NOON + 100 } as const;

function card(name: string, changes: Partial<Session>): ChatCard {
  const desk = new InMemoryOrganization();
  const session = desk.session(desk.open(name));
  return {
    session: { ...session, id: `ses_${name}`, ...changes },
    customer: { id: `cus_${name}`, name, email: `${name}@example.com` },
    read: 0,
  };
}

const left = (at: number) =>
  ({ holder: { kind: "nobody" }, endedAt: NOON + 60, awaitingSince: at, unattended: true }) as const;
const names = (cards: readonly ChatCard[]) => cards.map(({ customer }) => customer.name);
const queued = (queuedAt: number, returned = false) =>
  ({ holder: { kind: "queue" }, queuedAt, returned }) as const;
const said = (at: number) => ({ lastWords: { by: "customer", text: "Hello", at } }) as const;

describe("the shelves", () => {
  test("serve those who came back into line first, then who has waited longest", () => {
    const cards = [
      card("late", queued(NOON + 9)),
      card("early", queued(NOON)),
      card("back", queued(NOON + 10, true)),
    ];

    expect(names(sortIntoSections(cards, [], mine).waiting)).toEqual(["back", "early", "late"]);
  });

  test("keep my chats in the order in which I took them, whatever is said", () => {
    const cards = [
      card("second", { holder: ANA, heldAt: NOON + 1, ...said(NOON + 2) }),
      card("first", { holder: ANA, heldAt: NOON, ...said(NOON + 9) }),
    ];

    expect(names(sortIntoSections(cards, [], mine).chatting)).toEqual(["first", "second"]);
  });

  test("show colleagues' chats to whoever asks for everyone's", () => {
    const cards = [
      card("maria", { holder: ANA, heldAt: NOON }),
      card("jo", { holder: KEN, heldAt: NOON + 1 }),
    ];

    expect(names(sortIntoSections(cards, [], mine).chatting)).toEqual(["maria"]);
    expect(names(sortIntoSections(cards, [], { ...mine, show: "everyone" }).chatting)).toEqual([
      "maria",
      "jo",
    ]);
  });

  test("put the chatbot's latest chat first", () => {
    const cards = [
      card("old", { holder: { kind: "bot" }, ...said(NOON) }),
      card("new", { holder: { kind: "bot" }, ...said(NOON + 1) }),
    ];

    expect(names(sortIntoSections(cards, [], mine).bot)).toEqual(["new", "old"]);
  });

  test("keep who was left in line until somebody sees to it, longest left first", () => {
    expect(
      names(
        sortIntoSections([card("later", left(NOON + 1)), card("sooner", left(NOON))], [], mine).unassigned,
      ),
    ).toEqual(["sooner", "later"]);
  });

  test("show every customer once: a past customer in line again stands in line", () => {
    const past = [card("maria", { endedAt: NOON }), card("jo", { endedAt: NOON })];

    const shelves = sortIntoSections([card("maria", queued(NOON))], past, mine);

    expect(names(shelves.waiting)).toEqual(["maria"]);
    expect(names(shelves.past)).toEqual(["jo"]);
  });

  test("keep a past customer whom a colleague has now, as they stand now", () => {
    const now = card("maria", { id: "ses_now", holder: KEN, heldAt: NOON });

    expect(sortIntoSections([now], [card("maria", { endedAt: NOON })], mine).past).toEqual([now]);
  });
});

const mail = (holder: Session["holder"], changes: Partial<Session> = {}) =>
  ({ channel: "mail", holder, ...changes }) as const;
/** A session of Maria's. */
const marias = (name: string, changes: Partial<Session>) => ({
  ...card("maria", changes),
  session: { ...card("maria", changes).session, id: `ses_${name}` as const },
});

describe("mail", () => {
  test("that I have stands by whose turn it is: ours first, what I have put aside last", () => {
    const cards = [
      card("aside", mail(ANA, { awaitingSince: NOON, snoozedUntil: NOON + 101 })),
      card("theirs", mail(ANA)),
      card("late", mail(ANA, { awaitingSince: NOON + 2 })),
      card("woken", mail(ANA, { awaitingSince: NOON + 1, snoozedUntil: NOON + 100 })),
      card("colleague's", mail(KEN, { awaitingSince: NOON })),
    ];
    const sections = sortIntoSections(cards, [], mine);

    expect(names(sections.mail)).toEqual(["woken", "late", "theirs", "aside"]);
    expect(names(sortIntoSections(cards, [], { ...mine, show: "everyone" }).mail)).toContain("colleague's");
    expect(names(sections.chatting)).toEqual([]);
  });

  test("that nobody has stands with what is unassigned, longest first", () => {
    const cards = [
      card("chat", left(NOON + 2)),
      card("mail", mail({ kind: "nobody" }, { awaitingSince: NOON + 1 })),
    ];

    expect(names(sortIntoSections(cards, [], mine).unassigned)).toEqual(["mail", "chat"]);
  });

  test("of somebody with a chat is beside it where a person has the chat, and comes before the chatbot", () => {
    const nobodys = marias("mail", mail({ kind: "nobody" }, { awaitingSince: NOON }));
    const withBot = sortIntoSections([marias("chat", { holder: { kind: "bot" } }), nobodys], [], mine);
    const withKen = sortIntoSections([marias("chat", { holder: KEN }), nobodys], [], mine);
    const twice = sortIntoSections([nobodys, marias("ended", left(NOON))], [], mine);

    expect([names(withBot.unassigned), names(withBot.bot)]).toEqual([["maria"], []]);
    expect(names(withKen.unassigned)).toEqual([]);
    expect(names(twice.unassigned)).toEqual(["maria"]);
  });
});
