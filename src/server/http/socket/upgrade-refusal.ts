import { textResponse } from "../security/responses.ts";

/** What is known when somebody asks for a socket. */
export interface UpgradeRequest {
  isUpgrade: boolean;
  isDraining: boolean;
  isOriginAllowed: boolean;
  sockets: number;
  maxSockets: number;
  socketsAtAddress: number;
  maxSocketsAtAddress: number;
}

/** The status a request for a socket is turned away with. */
export type UpgradeRefusalStatus = 403 | 426 | 429 | 503;

const MIN_RETRY_SECONDS = 1;
const MAX_RETRY_SECONDS = 10;

/** Why no socket is given, or `null` to let the caller in. */
export function upgradeRefusal(request: UpgradeRequest): UpgradeRefusalStatus | null {
  if (!request.isUpgrade) return 426;
  if (!request.isOriginAllowed) return 403;
  if (request.isDraining || request.sockets >= request.maxSockets) return 503;
  if (request.socketsAtAddress >= request.maxSocketsAtAddress) return 429;
  return null;
}

/**
 * The answer to a caller who is turned away. Those who may come back are told to do so at different times, so
 * that a crowd sent away together does not return together. `chance` is in [0, 1).
 */
export function upgradeRefusalResponse(status: UpgradeRefusalStatus, random: () => number): Response {
  const response = textResponse(status, REFUSAL_TEXT[status]);
  for (const [name, value] of Object.entries(refusalHeaders(status, random)))
    response.headers.set(name, value);
  return response;
}

const REFUSAL_TEXT: Record<UpgradeRefusalStatus, string> = {
  403: "This origin may not open a connection.",
  426: "This address speaks WebSocket.",
  429: "Too many connections from this address.",
  503: "No room for another connection at the moment.",
};

function refusalHeaders(status: UpgradeRefusalStatus, random: () => number): Record<string, string> {
  if (status === 426) return { upgrade: "websocket", connection: "Upgrade" };
  if (status === 403) return {};
  const spread = MAX_RETRY_SECONDS - MIN_RETRY_SECONDS + 1;
  return { "retry-after": String(MIN_RETRY_SECONDS + Math.floor(random() * spread)) };
}
