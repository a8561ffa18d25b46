import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { RunHistory } from "../../support/run-history.ts";

/** One message an actor submitted, and its outcome. Times are milliseconds of the history. */
export interface Submission {
  clientId: string;
  actor: string;
  orgId: OrgId;
  sessionId: SessionId;
  /** Scopes client ids on the server: "customer", or the member's id. */
  authorKey: string;
  text: string;
  /** Its position among this actor's messages in this session. */
  place: number;
  /** The time it was first sent; `null` before. */
  invokedAt: number | null;
  ackedAt: number | null;
  sessionNo: number | null;
  /** Acknowledged numbers that differ from the first. There must be none. */
  otherAcks: number[];
  refusal: string | null;
  /** Whether it was retried with "Try again", which does not keep the order. */
  retried: boolean;
}

type NewSubmission = Pick<Submission, "clientId" | "actor" | "orgId" | "sessionId" | "authorKey" | "text">;

/** All messages submitted in a run. */
export class Submissions {
  readonly #history: RunHistory;
  readonly #byId = new Map<string, Submission>();
  readonly #nextPlaces = new Map<string, number>();
  readonly #listeners: ((acked: number) => void)[] = [];
  /** The number of acknowledged messages. */
  acked = 0;
  /** The number of acknowledgements that marked the message as a duplicate, because an earlier response was lost. */
  duplicates = 0;

  constructor(history: RunHistory) {
    this.#history = history;
  }

  all(): Iterable<Submission> {
    return this.#byId.values();
  }

  prepare(message: NewSubmission): void {
    const sequence = `${message.actor} ${message.sessionId}`;
    const place = this.#nextPlaces.get(sequence) ?? 0;
    this.#nextPlaces.set(sequence, place + 1);
    const outcome = {
      invokedAt: null,
      ackedAt: null,
      sessionNo: null,
      otherAcks: [],
      refusal: null,
      retried: false,
    };
    this.#byId.set(message.clientId, { ...message, place, ...outcome });
  }

  invoke(clientId: string): void {
    const submission = this.#byId.get(clientId);
    if (submission === undefined) return;
    submission.invokedAt ??= this.#history.now();
    this.#record("invoke", submission);
  }

  ack(clientId: string, { sessionNo, duplicate }: { sessionNo: number; duplicate: boolean }): void {
    const submission = this.#byId.get(clientId);
    if (submission === undefined) return;
    if (duplicate) this.duplicates += 1;
    this.#record("ack", submission, sessionNo);
    if (submission.ackedAt !== null) {
      if (submission.sessionNo !== sessionNo) submission.otherAcks.push(sessionNo);
      return;
    }
    submission.ackedAt = this.#history.now();
    submission.sessionNo = sessionNo;
    this.acked += 1;
    for (const listener of this.#listeners) listener(this.acked);
  }

  refuse(clientId: string, reason: string): void {
    const submission = this.#byId.get(clientId);
    if (submission === undefined) return;
    submission.refusal = reason;
    this.#record("refuse", submission);
  }

  /** Records that a person pressed "Try again". */
  retry(clientId: string): void {
    const submission = this.#byId.get(clientId);
    if (submission !== undefined) Object.assign(submission, { retried: true, refusal: null });
  }

  /** Calls `listener` with the number of acknowledged messages after each new one. */
  onAck(listener: (acked: number) => void): void {
    this.#listeners.push(listener);
  }

  #record(ev: "invoke" | "ack" | "refuse", { actor, clientId, sessionId }: Submission, no?: number): void {
    this.#history.write({ actor, ev, what: clientId, session: sessionId, ...(no !== undefined && { no }) });
  }
}
