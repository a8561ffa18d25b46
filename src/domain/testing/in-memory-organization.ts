import { overdueFacts } from "../conversations/overdue-facts.ts";
import type { Customer } from "../model/customer.ts";
import { applyFact } from "../model/apply-fact.ts";
import type { Fact, SessionFact } from "../model/fact.ts";
import type { ArticleId, CustomerId, MemberId, SessionId } from "../model/ids.ts";
import type { Article } from "../model/article.ts";
import type { Role } from "../model/member.ts";
import { decideSetBack } from "../conversations/set-back.ts";
import type { Instant, Millis } from "../model/instant.ts";
import { decideOpen } from "../conversations/open-session.ts";
import type { OpenInterval, Opening, QueuedSession, PreviousSend, Scene } from "../model/scene.ts";
import { type Session, isMail } from "../model/session.ts";
import { defaultSettings, type Settings } from "../model/settings.ts";
import { attendEarlier } from "../routing/attend-chat.ts";
import { affectsQueue, assignWaiting } from "../routing/assign-waiting.ts";
import { startDueTurns } from "../bot/start-turn.ts";
import type { Candidate } from "../model/member.ts";
import type { Decision } from "../model/decision.ts";
import { rosterAfterAssignment } from "../routing/assignment.ts";
import { compareQueuePlace } from "../routing/queue-order.ts";

/** The start time of tests: a day at noon, UTC. */
export const NOON: Instant = 1_767_268_800_000;

interface Person {
  id: MemberId;
  name: string;
  role: Role;
  active: boolean;
  available: boolean;
  present: boolean;
  capacity: number | null;
  publicName: string | null;
}

/** An organization in memory that runs decisions as the recorder does: catch up, decide, start turns, assign chats. */
export class InMemoryOrganization {
  now = NOON;
  settings: Settings;
  random = () => 0;
  /** Whether it is open; always, unless a test closes it. */
  opening: Opening = { isOpen: true, until: null };
  openTimes: readonly OpenInterval[] | null = null;
  facts: Fact[] = [];
  readonly #sessions = new Map<SessionId, Session>();
  readonly #previousSends = new Map<string, PreviousSend>();
  readonly #customers = new Map<CustomerId, Customer>();
  readonly #articles = new Map<ArticleId, Article>();
  readonly #lastMember = new Map<CustomerId, MemberId>();
  /** The members in assignment order: least recently assigned first. */
  #people: Person[] = [];
  #ids = 0;

  constructor(change: (settings: Settings) => Settings = (same) => same) {
    this.settings = change(defaultSettings("Fern & Kettle", NOON));
  }

  /** Adds a member, who is available and connected unless overridden. */
  addMember(name: string, changes: Partial<Omit<Person, "id" | "name">> = {}): MemberId {
    const id: MemberId = `mem_${name}`;
    const person: Person = {
      id,
      name,
      role: "agent",
      active: true,
      available: true,
      present: true,
      capacity: null,
      publicName: null,
      ...changes,
    };
    this.#people = [...this.#people, person];
    return id;
  }

  change(id: MemberId, changes: Partial<Person>): void {
    this.#people = this.#people.map((person) => (person.id === id ? { ...person, ...changes } : person));
  }

  /** Submits the form as a customer. */
  open(name: string): SessionId {
    const customer: Customer = { id: `cus_${name}`, name, email: `${name}@example.com` };
    return this.act([], (scene) => decideOpen(scene, customer), customer.id);
  }

  /** Runs one decision about the named sessions. Throws its refusal. */
  act<Result>(
    about: readonly SessionId[],
    decide: (scene: Scene) => Decision<Result>,
    customer: CustomerId | null = null,
  ): Result {
    const touched = new Set<SessionId>(about);
    if (customer !== null) for (const { id } of this.#of(customer)) touched.add(id);
    for (const id of touched) this.#record(overdueFacts(this.scene(), this.session(id)));

    const decision = decide(this.scene());
    const before = this.facts.length;
    this.#record(decision.facts);
    if (decision.changes?.settings !== undefined) this.settings = decision.changes.settings;
    for (const article of decision.changes?.articles ?? []) this.#articles.set(article.id, article);
    for (const { id, ...changes } of decision.changes?.members ?? []) this.change(id, changes);
    for (const fact of decision.facts) if (fact.kind === "session-opened") touched.add(fact.sessionId);

    const mayAssign = affectsQueue(this.facts, decision.changes);
    const scene = this.scene();
    this.#record([...startDueTurns(scene, [...touched]), ...(mayAssign ? assignWaiting(scene) : [])]);
    this.#record(attendEarlier(this.scene(), this.facts.slice(before)));
    if (decision.refusal !== null) throw decision.refusal;
    return decision.result;
  }

  /** The clock had been ahead by so much, and is set back. */
  setClockBack(ms: Millis): void {
    this.now -= ms;
    for (const session of this.#active())
      this.#record(decideSetBack(session, this.now, this.settings.sessions));
  }

  session(id: SessionId): Session {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new Error(`no session ${id}`);
    return session;
  }

  /** The kinds of fact recorded about a session, in order. */
  kinds(id: SessionId): string[] {
    return this.facts.filter((fact) => "sessionId" in fact && fact.sessionId === id).map(({ kind }) => kind);
  }

  /** The number of active chats each person holds. */
  loads(): Record<string, number> {
    return Object.fromEntries(this.#roster().map(({ name, load }) => [name, load]));
  }

  scene(): Scene {
    return {
      now: this.now,
      settings: this.settings,
      opening: () => this.opening,
      openFrom: () => this.openTimes,
      random: this.random,
      newId: () => String((this.#ids += 1)),
      instanceId: "here",
      session: (id) => this.#sessions.get(id) ?? null,
      sessionsOf: (id) => this.#of(id).filter(({ endedAt, unattended }) => endedAt === null || unattended),
      previousSend: (sessionId, author, clientId) =>
        this.#previousSends.get(`${sessionId} ${author} ${clientId}`) ?? null,
      previousSendTo: (customerId, author, clientId) => {
        for (const { id } of this.#of(customerId)) {
          const sent = this.#previousSends.get(`${id} ${author} ${clientId}`);
          if (sent !== undefined) return { ...sent, sessionId: id };
        }
        return null;
      },
      customer: (id) => this.#customers.get(id) ?? null,
      roster: () => this.#roster(),
      queue: () => this.#queue(),
      heldBy: (id) => this.#heldBy(id).filter((session) => !isMail(session)),
      mailHeldBy: (id) => this.#heldBy(id).filter(isMail),
      article: (id) => this.#articles.get(id) ?? null,
      articleCount: () =>
        [...this.#articles.values()].filter(({ deletedAt, isSample }) => deletedAt === null && !isSample)
          .length,
      chatsOf: (id) => (this.#of(id).length === 0 ? null : this.#of(id).map((session) => session.id)),
    };
  }

  #of(id: CustomerId): Session[] {
    return [...this.#sessions.values()].filter(({ customerId }) => customerId === id);
  }

  #active(): Session[] {
    return [...this.#sessions.values()].filter(({ endedAt }) => endedAt === null);
  }

  #heldBy(id: MemberId): Session[] {
    return this.#active().filter(({ holder }) => holder.kind === "agent" && holder.memberId === id);
  }

  #queue(): QueuedSession[] {
    return this.#active()
      .filter(({ holder }) => holder.kind === "queue")
      .map((session) => ({ session, lastMemberId: this.#lastMember.get(session.customerId) ?? null }))
      .toSorted((a, b) => compareQueuePlace(a.session, b.session));
  }

  #roster(): readonly Candidate[] {
    return this.#people.map(({ id, ...person }) => ({
      memberId: id,
      lastAssignedNo: null,
      ...person,
      load: this.#heldBy(id).filter((session) => !isMail(session)).length,
    }));
  }

  #record(facts: readonly Fact[]): void {
    for (const fact of facts) {
      this.facts.push(fact);
      if ("sessionId" in fact) this.#apply(fact);
      if (fact.kind === "erased") for (const id of fact.sessions) this.#sessions.delete(id);
    }
  }

  #apply(fact: SessionFact): void {
    const before = this.#sessions.get(fact.sessionId);
    if (fact.kind === "session-opened") this.#customers.set(fact.customer.id, fact.customer);
    const after = fact.kind === "session-opened" ? fact.session : before && applyFact(before, fact);
    if (after === undefined) throw new Error(`a fact about no session: ${fact.kind}`);
    this.#sessions.set(fact.sessionId, after);
    if (fact.kind === "message-posted") {
      const { author, clientId, sentAt } = fact.message;
      const key = author.kind === "member" ? author.memberId : author.kind;
      this.#previousSends.set(`${fact.sessionId} ${key} ${clientId}`, {
        sessionNo: this.facts.length,
        sentAt,
      });
    }
    if (fact.kind !== "session-held" || fact.holder.kind !== "agent") return;
    this.#lastMember.set(after.customerId, fact.holder.memberId);
    if (fact.why.kind === "assigned") this.#moveToEnd(fact.holder.memberId);
  }

  #moveToEnd(id: MemberId): void {
    const order = rosterAfterAssignment(this.#roster(), id).map(({ memberId }) => memberId);
    this.#people = this.#people.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  }
}

/** Settings under which live agents answer. */
export function liveAgents(settings: Settings): Settings {
  return { ...settings, switch: { ...settings.switch, answers: "agents" } };
}
