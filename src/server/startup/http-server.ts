import type { CustomerId } from "#domain/model/ids.ts";
import type { BubbleColours } from "#domain/settings/brand-theme.ts";
import { publicSettings } from "#domain/settings/public-settings.ts";
import { rightsOf } from "../auth/auth-service.ts";
import type { Caller, Context } from "../api/procedures/call-context.ts";
import { appRouter } from "../api/router.ts";
import { tellRefusal } from "../api/procedures/log-refusal.ts";
import type { House } from "./compose.ts";
import type { Config } from "./config.ts";
import {
  findOrganizationByWidgetKey,
  getOrganization,
  listOrganizations,
} from "../db/settings/organizations.ts";
import type { Store } from "../db/store/store.ts";
import type { Gone } from "../events/peers/revoked-access.ts";
import { allowanceOf } from "../http/socket/connection-allowance.ts";
import { createApp } from "../http/app.ts";
import type { Arrival } from "../http/trpc/make-context.ts";
import { addressKey } from "../http/security/client-address.ts";
import { createDownloads } from "../http/export-downloads.ts";
import { identify } from "../http/authenticate.ts";
import { watchLogins } from "../http/socket/sign-in-watch.ts";
import { LIMITS } from "../http/limits/limits.ts";
import { createRateLimiter } from "../http/limits/rate-limiter.ts";
import { SOCKET_CLOSE } from "../http/socket/close-codes.ts";
import type { StaticAssets } from "../http/pages/static-assets.ts";
import { createTrpcHttp } from "../http/trpc/trpc-http.ts";
import { createTrpcSocket, type TrpcSocket } from "../http/socket/trpc-socket.ts";
import { createCallerLimits, type LimitsAtTheDoor } from "../http/limits/caller-limits.ts";
import { turnAway } from "../http/limits/refuse-during-cooldown.ts";
import type { Widgets } from "../http/pages/widget-pages.ts";

/** On several machines, within this time nobody who was let go has a socket any more, whatever word was lost. */
const LOOK_AT_LOGINS_MS = 1_000;

/** The house with its doors: what is served, and the sockets that are open. */
export interface Doors {
  app: ReturnType<typeof createApp>;
  sockets: TrpcSocket<Context>;
}

/** Builds the doors of a house: pages, single calls and sockets, all through one way in. */
export function openDoors(config: Config, house: House, assets: StaticAssets, chance: () => number): Doors {
  const { tell } = house;
  const { report } = house.desk;
  const isOurOrigin = (origin: string) => config.origins.includes(origin);
  const limits = createCallerLimits({
    mode: config.rateLimits,
    now: house.desk.now,
    onBanned: (customerId) => sockets.closeWhere(isCustomer(customerId), SOCKET_CLOSE.tooMany, "too many"),
  });
  const createContext = contextOf(house, limits);
  const parts = { mode: config.rateLimits, now: house.desk.now, maxKeys: LIMITS.limiterKeys };
  const calls = createRateLimiter(LIMITS.httpCalls, parts);
  const sockets = openSockets(config, house, { createContext, isOurOrigin, chance });
  const app = createApp({
    origins: config.origins,
    trustProxy: config.trustProxy,
    assets,
    upgrade: sockets.upgrade,
    trpc: createTrpcHttp({ router: appRouter, createContext, isOurOrigin, calls, report, tell }),
    auth: (request, address) => house.accounts.handler(request, addressKey(address)),
    widgets: widgetsOf(house.store),
    downloads: createDownloads({ ...house, exports: createRateLimiter(LIMITS.exports, parts) }),
    isSetUp: setUpOnce(() => house.accounts.isSetUp()),
    // A balancer sends nobody to a machine that is leaving.
    ready: async () => !sockets.isDraining() && (await house.store.ready()),
    report,
    tell,
  });
  return { app, sockets };
}

const NOBODY: ReadonlySet<CustomerId> = new Set();

type MakeContext = (arrival: Arrival) => Promise<Context>;

/** @throws TRPCError `TOO_MANY_REQUESTS` for a customer who was sent away a moment ago */
function contextOf(house: House, limits: LimitsAtTheDoor): MakeContext {
  return async (arrival) => {
    const { transport } = arrival;
    const address = addressKey(arrival.address);
    const caller = await enter(house, limits, arrival).catch((error: unknown) => {
      tellRefusal({ tell: house.tell, caller: { kind: "nobody" }, address }, "entrance", error);
      throw error;
    });
    const connection = { looksAt: NOBODY };
    return { ...house, caller, transport, connection, limits, address };
  };
}

async function enter(house: House, limits: LimitsAtTheDoor, arrival: Arrival): Promise<Caller> {
  const caller = await identify(house, arrival);
  if (caller.kind === "visitor") turnAway(limits.banned(caller.customerId));
  return caller;
}

interface Way {
  createContext: MakeContext;
  isOurOrigin: (origin: string) => boolean;
  chance: () => number;
}

function openSockets(config: Config, house: House, { createContext, isOurOrigin, chance }: Way) {
  const { desk, accounts, presence } = house;
  const { now, report } = desk;
  const onOver = (loginId: string) => closeSocketsOf(sockets, { loginId });
  const { touch, standing } = accounts;
  const lookMs = house.store.dialect === "postgres" ? LOOK_AT_LOGINS_MS : null;
  const logins = watchLogins({ touch, standing, onOver, report }, { lookMs });
  const sockets = createTrpcSocket({
    router: appRouter,
    createContext,
    isAllowedOrigin: (origin) => origin !== null && isOurOrigin(origin),
    allowanceOf,
    async onOpen({ caller }) {
      if (caller.kind !== "member") return;
      logins.opened(caller.loginId, rightsOf(caller));
      if (!caller.needsSecondStep) await presence.arrived(caller.orgId, caller.memberId);
    },
    async onClose({ caller }) {
      if (caller.kind !== "member") return;
      logins.closed(caller.loginId);
      if (!caller.needsSecondStep) await presence.left(caller.orgId, caller.memberId);
    },
    report,
    tell: house.tell,
    now,
    chance,
    rateLimits: config.rateLimits,
  });
  return sockets;
}

function widgetsOf(store: Store): Widgets {
  return {
    async find(widgetKey) {
      const found = await findOrganizationByWidgetKey(store, widgetKey);
      if (found === null) return null;
      const { brand, onBrand } = publicSettings(found.settings).brand.light;
      const loaderSettings: BubbleColours = { brand, onBrand };
      return { loaderSettings, sites: found.settings.sites };
    },
    async firstKey() {
      const [first] = await listOrganizations(store);
      return first === undefined ? null : (await getOrganization(store, first.id)).widgetKey;
    },
  };
}

function isCustomer(customerId: CustomerId): (context: Context) => boolean {
  return ({ caller }) => caller.kind === "visitor" && caller.customerId === customerId;
}

/** Closes the sockets of somebody whose rights have ended or changed: of a login, of a member, or of customers. */
export function closeSocketsOf(sockets: TrpcSocket<Context>, gone: Gone): void {
  sockets.closeWhere(({ caller }) => isGone(caller, gone), SOCKET_CLOSE.unauthorized, "signed out");
}

function isGone(caller: Caller, gone: Gone): boolean {
  if ("everybodyOf" in gone) return caller.kind !== "nobody" && caller.orgId === gone.everybodyOf;
  if ("customerIds" in gone)
    return (
      caller.kind === "visitor" && caller.orgId === gone.orgId && gone.customerIds.includes(caller.customerId)
    );
  if (caller.kind !== "member") return false;
  return "loginId" in gone ? caller.loginId === gone.loginId : caller.memberId === gone.memberId;
}

/** Once there is a company there is one for good, so the question is asked no more. */
function setUpOnce(ask: () => Promise<boolean>): () => boolean | Promise<boolean> {
  let known = false;
  return () => known || ask().then((answer) => (known = answer));
}
