import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { RunHistory } from "../../support/run-history.ts";

/** One message somebody wanted to say, and what became of it. Times are milliseconds of the history. */
export interface Submission {
  clientId: string;
  actor: string;
  orgId: OrgId;
  sessionId: SessionId;
  /** Under which the server keeps client ids apart: "customer", or the member's id. */
  authorKey: string;
  text: string;
  /** Its place among what this actor says in this session. */
  place: number;
  /** When it was first handed to the network; `null` before. */
  invokedAt: number | null;
  ackedAt: number | null;
  sessionNo: number | null;
  /** Answers that differ from the first: there must be none. */
  otherAcks: number[];
  refusal: string | null;
  /** Somebody pressed "Try again", which is no promise of the order. */
  retried: boolean;
}

type Intended = Pick<Submission, "clientId" | "actor" | "orgId" | "sessionId" | "authorKey" | "text">;

/** Everything that was submitted in a run. */
export class Submissions {
  readonly #history: RunHistory;
  readonly #byId = new Map<string, Submission>();
  readonly #places = new Map<string, number>();
  readonly #listeners: ((acked: number) => void)[] = [];
  /** How many messages were acknowledged. */
  acked = 0;
  /** How many acknowledgements said that the message had been stored before: answers that were lost on their way. */
  duplicates = 0;

  constructor(history: RunHistory) {
    this.#history = history;
  }

  all(): Iterable<Submission> {
    return this.#byId.values();
  }

  prepare(said: Intended): void {
    const lane = `${said.actor} ${said.sessionId}`;
    const place = this.#places.get(lane) ?? 0;
    this.#places.set(lane, place + 1);
    const fate = {
      invokedAt: null,
      ackedAt: null,
      sessionNo: null,
      otherAcks: [],
      refusal: null,
      retried: false,
    };
    this.#byId.set(said.clientId, { ...said, place, ...fate });
  }

  invoke(clientId: string): void {
    const submission = this.#byId.get(clientId);
    if (submission === undefined) return;
    submission.invokedAt ??= this.#history.now();
    this.#note("invoke", submission);
  }

  ack(clientId: string, { sessionNo, duplicate }: { sessionNo: number; duplicate: boolean }): void {
    const submission = this.#byId.get(clientId);
    if (submission === undefined) return;
    if (duplicate) this.duplicates += 1;
    this.#note("ack", submission, sessionNo);
    if (submission.ackedAt !== null) {
      if (submission.sessionNo !== sessionNo) submission.otherAcks.push(sessionNo);
      return;
    }
    submission.ackedAt = this.#history.now();
    submission.sessionNo = sessionNo;
    this.acked += 1;
    for (const heard of this.#listeners) heard(this.acked);
  }

  refuse(clientId: string, reason: string): void {
    const submission = this.#byId.get(clientId);
    if (submission === undefined) return;
    submission.refusal = reason;
    this.#note("refuse", submission);
  }

  /** Somebody pressed "Try again". */
  retry(clientId: string): void {
    const submission = this.#byId.get(clientId);
    if (submission !== undefined) Object.assign(submission, { retried: true, refusal: null });
  }

  /** Calls `heard` after each acknowledgement of a new message with how many there are. */
  onAck(heard: (acked: number) => void): void {
    this.#listeners.push(heard);
  }

  #note(ev: "invoke" | "ack" | "refuse", { actor, clientId, sessionId }: Submission, no?: number): void {
    this.#history.write({ actor, ev, what: clientId, session: sessionId, ...(no !== undefined && { no }) });
  }
}
