import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Whisper } from "#domain/model/ephemeral-event.ts";
import { Few } from "../small-set.ts";

/** Who hears whispers. */
export interface Ear {
  hear(whisper: Whisper): void;
}

type Asked = (orgId: OrgId, sessionId: SessionId) => void;

/** Carries what may be lost. Never stored, never waited for. */
export interface Whispers {
  say(orgId: OrgId, whisper: Whisper): void;
  /** @param topic - one session's whispers, or all of the organization's when `null` */
  listen(orgId: OrgId, topic: SessionId | null, ear: Ear): void;
  /** The end of listening. */
  leave(orgId: OrgId, topic: SessionId | null, ear: Ear): void;
  /** Asks whoever runs a session's chatbot turn, on whichever machine, to say its words again from the first. */
  ask: Asked;
  /** Calls `answer` when somebody asks. */
  onAsk(answer: Asked): void;
}

/** Whispers within one machine. */
export function createMemoryWhispers(): Whispers {
  const ears = new Map<string, Few<Ear>>();
  const askees: Asked[] = [];

  return {
    say(orgId, whisper) {
      for (const ear of ears.get(key(orgId, whisper.sessionId)) ?? []) ear.hear(whisper);
      for (const ear of ears.get(key(orgId, null)) ?? []) ear.hear(whisper);
    },
    listen(orgId, topic, ear) {
      const place = key(orgId, topic);
      ears.set(place, (ears.get(place) ?? new Few<Ear>()).add(ear));
    },
    leave(orgId, topic, ear) {
      const place = key(orgId, topic);
      const own = ears.get(place);
      own?.delete(ear);
      if (own?.isEmpty) ears.delete(place);
    },
    ask(orgId, sessionId) {
      for (const answer of askees) answer(orgId, sessionId);
    },
    onAsk: (answer) => void askees.push(answer),
  };
}

function key(orgId: OrgId, topic: SessionId | null): string {
  return `${orgId} ${topic ?? "*"}`;
}
