import { textResponse } from "../security/responses.ts";

/** The facts known about an upgrade request. */
export interface UpgradeRequest {
  isUpgrade: boolean;
  isDraining: boolean;
  isOriginAllowed: boolean;
  sockets: number;
  maxSockets: number;
  socketsAtAddress: number;
  maxSocketsAtAddress: number;
}

/** The status of a refused upgrade request. */
export type UpgradeRefusalStatus = 403 | 426 | 429 | 503;

const MIN_RETRY_SECONDS = 1;
const MAX_RETRY_SECONDS = 10;

/** The reason to refuse an upgrade, or `null` to accept it. */
export function upgradeRefusal(request: UpgradeRequest): UpgradeRefusalStatus | null {
  if (!request.isUpgrade) return 426;
  if (!request.isOriginAllowed) return 403;
  if (request.isDraining || request.sockets >= request.maxSockets) return 503;
  if (request.socketsAtAddress >= request.maxSocketsAtAddress) return 429;
  return null;
}

/**
 * The response to a refused upgrade. Callers who may retry get different times for it, so that callers refused
 * together do not return together. `random` is in [0, 1).
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
