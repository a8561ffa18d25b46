import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import type { Conversation } from "#domain/views/public-conversation.ts";
import { type Network, NOTICE_MS } from "./connection-status.ts";

/** What is true only for a while: read anew each time it is drawn. */
export interface Moment {
  /** Seconds until the chat ends, while the customer is being asked whether they are still there. */
  secondsLeft: number | null;
  /** The chatbot has been silent for long. */
  slow: boolean;
  typing: string | null;
  banner: "none" | "offline" | "reconnecting" | "stuck" | "online";
}

/** Who types, until when by this browser's clock. */
export interface Typing {
  name: string;
  until: Instant;
}

const SLOW_MS: Millis = 6 * SECOND;
const STUCK_MS: Millis = 60 * SECOND;
const RELIEF_MS: Millis = 2 * SECOND;

export interface Present {
  /** By this browser's clock. */
  now: Instant;
  /** What to add to get the server's. */
  skewMs: Millis;
  talk: Conversation | null;
  typing: Typing | null;
  network: Network;
}

/** What is true right now. */
export function readMoment({ now, skewMs, talk, typing, network }: Present): Moment {
  const at = now + skewMs;
  const turn = talk?.turn;
  const asks = talk && !talk.ended && at >= talk.warnsAt;
  return {
    secondsLeft: asks ? Math.max(0, Math.ceil((talk.expiresAt - at) / SECOND)) : null,
    slow: turn ? at - turn.startedAt > SLOW_MS : false,
    typing: typing && now < typing.until ? typing.name : null,
    banner: readBanner(network, now),
  };
}

function readBanner({ downSince, offline, backAt }: Network, now: Instant): Moment["banner"] {
  if (downSince === null) return backAt !== null && now - backAt < RELIEF_MS ? "online" : "none";
  const downMs = now - downSince;
  if (offline) return "offline";
  if (downMs < NOTICE_MS) return "none";
  return downMs < STUCK_MS ? "reconnecting" : "stuck";
}
