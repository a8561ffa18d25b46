import { text } from "../security/responses.ts";

/** What is known when somebody asks for a socket. */
export interface Knock {
  isUpgrade: boolean;
  isDraining: boolean;
  isOriginAllowed: boolean;
  sockets: number;
  maxSockets: number;
  socketsAtAddress: number;
  maxSocketsAtAddress: number;
}

/** The status a request for a socket is turned away with. */
export type DoorStatus = 403 | 426 | 429 | 503;

const MIN_RETRY_SECONDS = 1;
const MAX_RETRY_SECONDS = 10;

/** Why no socket is given, or `null` to let the caller in. */
export function refusedAtDoor(knock: Knock): DoorStatus | null {
  if (!knock.isUpgrade) return 426;
  if (!knock.isOriginAllowed) return 403;
  if (knock.isDraining || knock.sockets >= knock.maxSockets) return 503;
  if (knock.socketsAtAddress >= knock.maxSocketsAtAddress) return 429;
  return null;
}

/**
 * The answer to a caller who is turned away. Those who may come back are told to do so at different times, so
 * that a crowd sent away together does not return together. `chance` is in [0, 1).
 */
export function doorResponse(status: DoorStatus, chance: () => number): Response {
  const response = text(status, DOOR_TEXT[status]);
  for (const [name, value] of Object.entries(doorHeaders(status, chance))) response.headers.set(name, value);
  return response;
}

const DOOR_TEXT: Record<DoorStatus, string> = {
  403: "This origin may not open a connection.",
  426: "This address speaks WebSocket.",
  429: "Too many connections from this address.",
  503: "No room for another connection at the moment.",
};

function doorHeaders(status: DoorStatus, chance: () => number): Record<string, string> {
  if (status === 426) return { upgrade: "websocket", connection: "Upgrade" };
  if (status === 403) return {};
  const spread = MAX_RETRY_SECONDS - MIN_RETRY_SECONDS + 1;
  return { "retry-after": String(MIN_RETRY_SECONDS + Math.floor(chance() * spread)) };
}
