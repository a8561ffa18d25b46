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

/** Names the last refusal of a caller's socket to whoever asks for `/trpc` without one. */
const LAST_REFUSAL_HEADER = "x-socket-refused";

/** What is left of a browser's request for a socket when a proxy takes its `Upgrade` away (RFC 6455 §4.1, Fetch). */
const TRACES: readonly string[] = ["sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions"];

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
 * Whether somebody wanted a socket and a proxy on the way has taken the wish out of the request: our own clients and
 * every browser leave traces of it.
 */
export function isStrippedUpgrade({ url, headers }: Request): boolean {
  return (
    TRACES.some((name) => headers.has(name)) ||
    headers.get("sec-fetch-mode") === "websocket" ||
    new URL(url).searchParams.has("connectionParams")
  );
}

/** The line for the operator about a proxy that does. */
export const STRIPPED_UPGRADE_TEXT =
  "a WebSocket came without its Upgrade header: the proxy in front does not pass it on, so nobody behind it can chat. " +
  'nginx needs `proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`, ' +
  "others a setting named WebSocket (README, Behind a proxy).";

/**
 * The answer to whoever asks for `/trpc` without wanting a socket, as our app does when it gets none.
 *
 * @param last - why that caller's last socket was refused; `null` when none was
 */
export function noSocketWantedResponse(last: UpgradeRefusalStatus | null): Response {
  const response = upgradeRefusalResponse(426, () => 0);
  if (last !== null) response.headers.set(LAST_REFUSAL_HEADER, String(last));
  return response;
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
