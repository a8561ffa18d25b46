import { lookup } from "node:dns/promises";
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { SECOND, type Millis } from "#domain/model/instant.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { type Schedule, scheduleWithTimer } from "../contract/schedule.ts";
import {
  type EgressPolicy,
  type Permission,
  hostOf,
  isTargetAllowed,
  permissionFor,
} from "./egress-policy.ts";
import { boundedResponseBody } from "./bounded-response-body.ts";
import { isSameAddress } from "./same-address.ts";

/** The part of `fetch` that the model client uses. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What a guarded fetch uses of this host. */
export interface Network {
  /** Resolves a name to all its addresses. */
  resolve: (host: string) => Promise<readonly string[]>;
  /** Prepares a request and connects to where its `lookup` says. */
  request: (options: https.RequestOptions) => ClientRequest;
  /** The addresses of this host's network interfaces. */
  ownAddresses: () => readonly string[];
  after: Schedule;
}

const THIS_HOST: Network = {
  resolve: resolveAll,
  request: requestByProtocol,
  ownAddresses: listOwnAddresses,
  after: scheduleWithTimer,
};

/** The maximum number of bytes read of one response, as received. A model that thinks sends 300 for each token. */
const RESPONSE_MAX_BYTES = 3 * 1_024 * 1_024;
const CONNECT_MS: Millis = 5 * SECOND;
const HTTP_PORT = 80;
const HTTPS_PORT = 443;
const REDIRECT_FROM = 300;
const REDIRECT_BELOW = 400;
const BODILESS: ReadonlySet<number> = new Set([204, 205]);

/**
 * A `fetch` that calls only what the policy allows.
 *
 * The name is resolved once, every address it has must be allowed, and the call goes to one of exactly these addresses,
 * so DNS rebinding has no effect. It follows no redirect, keeps no connection open for the next caller, ignores proxy
 * variables and asks for no compression. It uses `node:http`, whose `lookup` is honoured; a guard in undici's
 * dispatcher is silently ignored by this runtime.
 *
 * @throws BotFailure `blocked`, `unreachable` or `redirected`; while the body is read `cut`, or `not-compatible` when
 * it is larger than any answer.
 */
export function createGuardedFetch(policy: EgressPolicy, changes: Partial<Network> = {}): Fetch {
  const network = { ...THIS_HOST, ...changes };
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const signal = init.signal ?? null;
    signal?.throwIfAborted();
    const addresses = await allowedAddresses(url, policy, network);
    const message = await callFirstOf(addresses, { url, init, signal, network });
    const status = message.statusCode ?? 0;
    if (isRedirect(status)) {
      message.destroy();
      throw new BotFailure("redirected");
    }
    const body = BODILESS.has(status) ? null : boundedResponseBody(message, signal, RESPONSE_MAX_BYTES);
    return new Response(body, { status, headers: headersOf(message) });
  };
}

interface Call {
  url: URL;
  init: RequestInit;
  signal: AbortSignal | null;
  network: Network;
}

async function allowedAddresses(
  url: URL,
  policy: EgressPolicy,
  { resolve, ownAddresses }: Network,
): Promise<readonly string[]> {
  const permission: Permission | null = permissionFor(url, policy);
  if (permission === null) throw new BotFailure("blocked");
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolve(host).catch(unreachable) : [host];
  const target = { port: portOf(url), ownAddresses: ownAddresses() };
  const isAllowed = (address: string) => isTargetAllowed({ address, ...target }, permission, policy);
  if (!addresses.every(isAllowed)) throw new BotFailure("blocked");
  // An IPv6 route is missing more often.
  return addresses.toSorted((a, b) => isIP(a) - isIP(b));
}

/** Tries the addresses in order until one connects. Nothing has been sent before that. */
async function callFirstOf(addresses: readonly string[], call: Call): Promise<IncomingMessage> {
  for (const address of addresses) {
    const message = await callAt(address, call);
    if (message !== null) return message;
    call.signal?.throwIfAborted();
  }
  throw new BotFailure("unreachable");
}

/** Calls one vetted address; `null` if it cannot be connected to. */
async function callAt(address: string, call: Call): Promise<IncomingMessage | null> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage | null>();
  const request = requestTo(address, call);
  let isConnected = false;
  const stop = () => request.destroy();
  const keepWaiting = call.network.after(CONNECT_MS, stop);
  call.signal?.addEventListener("abort", stop, { once: true });
  request.on("socket", (socket) => {
    socket.once(call.url.protocol === "https:" ? "secureConnect" : "connect", () => {
      keepWaiting();
      isConnected = isSameAddress(socket.remoteAddress, address);
      if (isConnected) request.end(call.init.body ?? undefined);
      else stop();
    });
  });
  request.on("response", resolve);
  const fail = () => (isConnected ? reject(new BotFailure("unreachable")) : resolve(null));
  request.on("error", fail);
  // A request that is stopped before it was sent, as during the handshake of TLS, closes without an error.
  request.on("close", fail);
  try {
    return await promise;
  } catch (error) {
    call.signal?.throwIfAborted();
    throw error;
  } finally {
    keepWaiting();
    call.signal?.removeEventListener("abort", stop);
  }
}

function requestTo(address: string, { url, init, network }: Call): ClientRequest {
  const family = isIP(address);
  const headers = Object.fromEntries(new Headers(init.headers));
  const length =
    typeof init.body === "string" ? { "content-length": String(Buffer.byteLength(init.body)) } : {};
  return network.request({
    protocol: url.protocol,
    host: hostOf(url),
    port: portOf(url),
    path: url.pathname + url.search,
    method: init.method ?? "GET",
    headers: { ...headers, ...length, host: url.host, "accept-encoding": "identity" },
    agent: false,
    rejectUnauthorized: true,
    lookup: (_host, options, found) =>
      options.all === true ? found(null, [{ address, family }]) : found(null, address, family),
  });
}

function headersOf(message: IncomingMessage): Headers {
  return new Headers(
    Object.entries(message.headers).map(([name, value = ""]): [string, string] => [name, String(value)]),
  );
}

async function resolveAll(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function requestByProtocol(options: https.RequestOptions): ClientRequest {
  return (options.protocol === "https:" ? https : http).request(options);
}

function listOwnAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((cards = []) => cards.map(({ address }) => address));
}

function unreachable(): never {
  throw new BotFailure("unreachable");
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? HTTPS_PORT : HTTP_PORT;
}

function isRedirect(status: number): boolean {
  return status >= REDIRECT_FROM && status < REDIRECT_BELOW;
}
