import type { OrgId, SessionId } from "#domain/ids.ts";
import type { History } from "../history.ts";

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

/** Everything that was submitted in a run. */
export interface Submissions {
  all: () => Iterable<Submission>;
  get: (clientId: string) => Submission | null;
  intend: (
    submission: Pick<Submission, "clientId" | "actor" | "orgId" | "sessionId" | "authorKey" | "text">,
  ) => Submission;
  invoke: (clientId: string) => void;
  ack: (clientId: string, answer: { sessionNo: number; duplicate: boolean }) => void;
  refuse: (clientId: string, reason: string) => void;
  retry: (clientId: string) => void;
  acked: () => number;
  /** How many acknowledgements said that the message had been stored before: answers that were lost on their way. */
  duplicates: () => number;
  /** Calls `heard` after each acknowledgement of a new message with how many there are. */
  onAck: (heard: (acked: number) => void) => void;
}

/** None yet. */
export function createSubmissions(history: History): Submissions {
  const byId = new Map<string, Submission>();
  const places = new Map<string, number>();
  const listeners: ((acked: number) => void)[] = [];
  let [acked, duplicates] = [0, 0];

  function note(ev: "invoke" | "ack" | "refuse", { actor, clientId, sessionId }: Submission, no?: number) {
    history.write({ actor, ev, what: clientId, session: sessionId, ...(no !== undefined && { no }) });
  }

  return {
    all: () => byId.values(),
    get: (clientId) => byId.get(clientId) ?? null,
    intend(said) {
      const lane = `${said.actor} ${said.sessionId}`;
      const place = places.get(lane) ?? 0;
      places.set(lane, place + 1);
      const submission: Submission = {
        ...said,
        place,
        invokedAt: null,
        ackedAt: null,
        sessionNo: null,
        otherAcks: [],
        refusal: null,
        retried: false,
      };
      byId.set(said.clientId, submission);
      return submission;
    },
    invoke(clientId) {
      const submission = byId.get(clientId);
      if (submission === undefined) return;
      submission.invokedAt ??= history.now();
      note("invoke", submission);
    },
    ack(clientId, { sessionNo, duplicate }) {
      const submission = byId.get(clientId);
      if (submission === undefined) return;
      if (duplicate) duplicates += 1;
      note("ack", submission, sessionNo);
      if (submission.ackedAt !== null) {
        if (submission.sessionNo !== sessionNo) submission.otherAcks.push(sessionNo);
        return;
      }
      submission.ackedAt = history.now();
      submission.sessionNo = sessionNo;
      acked += 1;
      for (const heard of listeners) heard(acked);
    },
    refuse(clientId, reason) {
      const submission = byId.get(clientId);
      if (submission === undefined) return;
      submission.refusal = reason;
      note("refuse", submission);
    },
    retry(clientId) {
      const submission = byId.get(clientId);
      if (submission !== undefined) Object.assign(submission, { retried: true, refusal: null });
    },
    acked: () => acked,
    duplicates: () => duplicates,
    onAck: (heard) => void listeners.push(heard),
  };
}
