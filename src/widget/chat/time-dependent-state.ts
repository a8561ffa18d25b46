import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import type { PublicConversation } from "#domain/views/public-conversation.ts";
import type { Stage } from "./stage.ts";
import { type ConnectionStatus, SHOWN_AFTER_MS } from "./connection-status.ts";

/** State that depends on the current time, computed for each rendering. */
export interface TimeDependentState {
  /** Seconds until the chat ends, once the warning is due. */
  secondsLeft: number | null;
  /** Whether the bot has not answered for a while. */
  slow: boolean;
  typing: string | null;
  banner: "none" | "offline" | "reconnecting" | "stuck" | "online";
}

/** The person who is typing, and until when by this browser's clock. */
export interface Typing {
  name: string;
  until: Instant;
}

const SLOW_MS: Millis = 6 * SECOND;
const STUCK_MS: Millis = 60 * SECOND;
const BACK_ONLINE_MS: Millis = 2 * SECOND;

export interface TimeDependentInputs {
  /** The current time, by this browser's clock. */
  now: Instant;
  /** The server's clock minus this browser's. */
  skewMs: Millis;
  stage: Stage;
  talk: PublicConversation | null;
  typing: Typing | null;
  connectionStatus: ConnectionStatus;
}

/** Computes the state for a time. */
export function readTimeDependentState({
  stage,
  now,
  skewMs,
  talk,
  typing,
  connectionStatus,
}: TimeDependentInputs): TimeDependentState {
  const at = now + skewMs;
  const turn = talk?.turn;
  // The clock of a thread runs for days.
  const isWarning = stage === "chat" && talk && !talk.ended && at >= talk.warnsAt;
  return {
    secondsLeft: isWarning ? Math.max(0, Math.ceil((talk.expiresAt - at) / SECOND)) : null,
    slow: turn ? at - turn.startedAt > SLOW_MS : false,
    typing: typing && now < typing.until ? typing.name : null,
    banner: readBanner(connectionStatus, now),
  };
}

function readBanner(
  { downSince, offline, backAt }: ConnectionStatus,
  now: Instant,
): TimeDependentState["banner"] {
  if (downSince === null) return backAt !== null && now - backAt < BACK_ONLINE_MS ? "online" : "none";
  const downMs = now - downSince;
  if (offline) return "offline";
  if (downMs < SHOWN_AFTER_MS) return "none";
  return downMs < STUCK_MS ? "reconnecting" : "stuck";
}
