import type { CustomerId, SessionId } from "#domain/model/ids.ts";
import type { Session } from "#domain/model/session.ts";
import { defaultSettings } from "#domain/model/settings.ts";

/** Far in the future of any test. */
const FOREVER = 4_000_000_000_000;

/** Creates an open session that nobody holds, with changes. */
export function newSession(id: SessionId, customerId: CustomerId, change: Partial<Session> = {}): Session {
  return {
    id,
    customerId,
    holder: { kind: "nobody" },
    generation: 1,
    routedUnder: defaultSettings("Acme", 0).switch.no,
    movedBySwitch: null,
    needsPerson: false,
    openedAt: 1,
    clock: { idleAt: FOREVER, warningMs: 0, expiresAt: FOREVER, warnsAt: FOREVER },
    endedAt: null,
    endedBy: null,
    queuedAt: null,
    returned: false,
    heldAt: null,
    holderAway: false,
    awaitingSince: null,
    botTurn: null,
    lastWords: null,
    customerMessages: 0,
    ourMessages: 0,
    unattended: false,
    ...change,
  };
}
