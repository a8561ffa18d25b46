import type { CustomerId } from "#domain/model/ids.ts";
import { DAY, type Millis } from "#domain/model/instant.ts";
import { brandThemes, type BubbleColours } from "#domain/settings/brand-theme.ts";
import type { Caller, CallContext } from "../api/procedures/call-context.ts";
import { appRouter } from "../api/router.ts";
import { logRefusal } from "../api/procedures/log-refusal.ts";
import type { Composition } from "./compose.ts";
import type { Config } from "./config.ts";
import {
  findOrganizationByWidgetKey,
  getOrganization,
  listOrganizations,
} from "../db/settings/organizations.ts";
import { servicesToCall } from "../services/context.ts";
import { exportPortions } from "../services/privacy/export-data.ts";

import { connectionAllowanceOf } from "../http/socket/connection-allowance.ts";
import { createApp } from "../http/app.ts";
import type { CallerRequest } from "../http/trpc/create-context-safely.ts";
import { addressKey } from "../http/security/client-address.ts";
import { createReadiness } from "../http/health-checks.ts";
import { createExportDownloads } from "../http/export-downloads.ts";
import { authenticate } from "../http/authenticate.ts";
import { watchSignIns } from "../http/socket/sign-in-watch.ts";
import { LIMITS } from "../http/limits/limits.ts";
import { createBackgroundTurns } from "../limits/background-turns.ts";
import { createKeyedCounter } from "../limits/keyed-counter.ts";
import { createRateLimiter } from "../limits/rate-limiter.ts";
import { SOCKET_CLOSE } from "../http/socket/close-codes.ts";
import type { StaticAssets } from "../http/pages/static-assets.ts";
import { createTrpcHttp } from "../http/trpc/trpc-http.ts";
import { createTrpcSocket, type TrpcSocket } from "../http/socket/trpc-socket.ts";
import { createCallerLimits, type CallerLimitsWithCooldown } from "../http/limits/caller-limits.ts";
import { refuseDuringCooldown } from "../http/limits/refuse-during-cooldown.ts";
import type { WidgetLookup } from "../http/pages/widget-pages.ts";
import { closeSocketsOfPlace } from "./close-revoked-sockets.ts";
import { type LoginPlace, rightsOf } from "../auth/logins/list-login-rights.ts";

/**
 * The time after which nobody whose access ended has a socket on any of several instances, even if notices were lost.
 */
const CHECK_LOGINS_MS = 1_000;

/** The HTTP server: its app, and its open sockets. */
export interface HttpServer {
  app: ReturnType<typeof createApp>;
  sockets: TrpcSocket<CallContext>;
}

/** Builds the HTTP server: pages, single calls and sockets, all through one entry point. */
export function createHttpServer(
  config: Config,
  composition: Composition,
  assets: StaticAssets,
  random: () => number,
): HttpServer {
  const { logSecurityEvent, monotonicNow } = composition;
  const { report } = composition.services;
  const isOurOrigin = (origin: string) => config.origins.includes(origin);
  const limits = createCallerLimits({
    mode: config.rateLimits,
    now: monotonicNow,
    onCooldown: (customerId) => sockets.closeWhere(isCustomer(customerId), SOCKET_CLOSE.tooMany, "too many"),
  });
  const createContext = contextOf(composition, limits);
  const parts = { mode: config.rateLimits, now: monotonicNow };
  const calls = createRateLimiter(LIMITS.httpCalls, parts);
  const sockets = openSockets(config, composition, {
    createContext,
    isOurOrigin,
    random,
    build: assets.build,
  });
  const isWriting = createReadiness(() => composition.store.ready(), monotonicNow);
  const takeTurn = createBackgroundTurns({ now: monotonicNow });
  const app = createApp({
    origins: config.origins,
    trustProxy: config.trustProxy,
    assets,
    upgrade: sockets.upgrade,
    trpc: createTrpcHttp({ router: appRouter, createContext, isOurOrigin, calls, report, logSecurityEvent }),
    auth: (request, address) => composition.auth.handler(request, addressKey(address)),
    widgets: widgetsOf(composition),
    downloads: createExportDownloads({
      reader: composition.store,
      exportPortions: (asked) => exportPortions({ store: composition.store, takeTurn }, asked),
      auth: composition.auth,
      exports: createRateLimiter(LIMITS.exports, parts),
      running: createKeyedCounter(),
      report,
    }),
    downloadStallSeconds: LIMITS.exportStallSeconds,
    isSetUp: setUpOnce(() => composition.auth.isSetUp()),
    // A load balancer must not send requests to an instance that is shutting down.
    ready: async () => !sockets.isDraining() && (await isWriting()),
    report,
    warnOnce: composition.warnOnce,
    logSecurityEvent,
  });
  return { app, sockets };
}

const NOBODY: ReadonlySet<CustomerId> = new Set();

type MakeContext = (arrival: CallerRequest) => Promise<CallContext>;

/** Creates the context of a call. @throws TRPCError `TOO_MANY_REQUESTS` for a customer who is in a cooldown */
function contextOf(composition: Composition, limits: CallerLimitsWithCooldown): MakeContext {
  const {
    auth,
    botRunner,
    queuePositions,
    publicSettings,
    currentNames,
    presence,
    articleIndexes,
    logSecurityEvent,
  } = composition;
  const services = servicesToCall(composition.services);
  return async (arrival) => {
    const { transport } = arrival;
    const address = addressKey(arrival.address);
    const caller = await authenticateCaller(composition, limits, arrival).catch((error: unknown) => {
      logRefusal({ logSecurityEvent, caller: { kind: "nobody" }, address }, "entrance", error);
      throw error;
    });
    const connection = { openLanes: NOBODY, ownSessionId: null, lastTypingAt: 0 };
    return {
      services,
      reader: composition.store,
      auth,
      botRunner,
      queuePositions,
      publicSettings,
      currentNames,
      presence,
      articleIndexes,
      connectionTests: composition.connectionTests,
      logSecurityEvent,
      caller,
      transport,
      connection,
      limits,
      address,
    };
  };
}

async function authenticateCaller(
  composition: Composition,
  limits: CallerLimitsWithCooldown,
  arrival: CallerRequest,
): Promise<Caller> {
  const { store, services, auth } = composition;
  const { vault, now } = services;
  const caller = await authenticate({ reader: store, hash: vault.hash, now, auth }, arrival);
  if (caller.kind === "visitor") refuseDuringCooldown(limits.cooldownMs(caller.customerId));
  return caller;
}

interface SocketsDeps {
  createContext: MakeContext;
  isOurOrigin: (origin: string) => boolean;
  random: () => number;
  build: string | null;
}

function openSockets(
  config: Config,
  composition: Composition,
  { createContext, isOurOrigin, random, build }: SocketsDeps,
) {
  const { services, auth, presence, customerPresence } = composition;
  const { report } = services;
  const onOver = (place: LoginPlace) => closeSocketsOfPlace(sockets, place);
  const { touchLogin, listLoginRights } = auth;
  const checkMs = composition.store.dialect === "postgres" ? CHECK_LOGINS_MS : null;
  const logins = watchSignIns({ touch: touchLogin, standing: listLoginRights, onOver, report }, { checkMs });
  const sockets = createTrpcSocket({
    router: appRouter,
    createContext,
    isAllowedOrigin: (origin) => origin !== null && isOurOrigin(origin),
    allowanceOf: connectionAllowanceOf,
    async onOpen({ caller }) {
      if (caller.kind === "visitor") customerPresence.connected(caller.customerId);
      if (caller.kind === "account") logins.opened({ loginId: caller.loginId, orgId: null }, null);
      if (caller.kind !== "member") return;
      logins.opened(caller, rightsOf(caller));
      if (!caller.needsSecondStep) await presence.connected(caller.orgId, caller.memberId);
    },
    async onClose({ caller, connection }) {
      if (caller.kind === "visitor")
        customerPresence.disconnected(caller.orgId, caller.customerId, connection.ownSessionId);
      if (caller.kind === "account") logins.closed({ loginId: caller.loginId, orgId: null });
      if (caller.kind !== "member") return;
      logins.closed(caller);
      if (!caller.needsSecondStep) await presence.disconnected(caller.orgId, caller.memberId);
    },
    report,
    warnOnce: composition.warnOnce,
    logSecurityEvent: composition.logSecurityEvent,
    now: composition.monotonicNow,
    random,
    rateLimits: config.rateLimits,
    build,
  });
  return sockets;
}

/** How long the address of the demo page can be used. After that it gets a new mark. */
const DEMO_MARK_MS: Millis = DAY;

function widgetsOf({ store, secrets, services: { now } }: Composition): WidgetLookup {
  return {
    async find(widgetKey) {
      const found = await findOrganizationByWidgetKey(store, widgetKey);
      if (found === null) return null;
      const { brand, onBrand } = brandThemes(found.settings.widget.brandColour).light;
      const loaderSettings: BubbleColours = { brand, onBrand };
      return {
        loaderSettings,
        sites: found.settings.sites,
        demoMark: () => secrets.demoMark(found.id, now() + DEMO_MARK_MS),
        isDemoMark: (mark) => secrets.isDemoMark(found.id, mark, now()),
      };
    },
    async firstKey() {
      const [first] = await listOrganizations(store);
      return first === undefined ? null : (await getOrganization(store, first.id)).widgetKey;
    },
  };
}

function isCustomer(customerId: CustomerId): (context: CallContext) => boolean {
  return ({ caller }) => caller.kind === "visitor" && caller.customerId === customerId;
}

/** Caches that there is a company, because once there is one there always is. */
function setUpOnce(query: () => Promise<boolean>): () => boolean | Promise<boolean> {
  let isSetUp = false;
  return () => isSetUp || query().then((answer) => (isSetUp = answer));
}
