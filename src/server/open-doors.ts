import type { AnyElysia } from "elysia";
import type { CustomerId, MemberId } from "#domain/ids.ts";
import { publicSettings } from "#domain/public-settings.ts";
import type { Context } from "./api/context.ts";
import { appRouter } from "./api/router.ts";
import type { House } from "./compose.ts";
import type { Config } from "./config.ts";
import { findOrganizationByWidgetKey, getOrganization, listOrganizations } from "./db/organizations.ts";
import { allowanceOf } from "./http/allowance.ts";
import { createApp } from "./http/app.ts";
import type { Arrival } from "./http/arrival.ts";
import { identify } from "./http/identify.ts";
import { watchLogins } from "./http/login-watch.ts";
import { SOCKET_CLOSE } from "./http/socket-close-code.ts";
import type { StaticAssets } from "./http/static-assets.ts";
import { createTrpcHttp } from "./http/trpc-http.ts";
import { createTrpcSocket, type TrpcSocket } from "./http/trpc-socket.ts";

/** The house with its doors: what is served, and the sockets that are open. */
export interface Doors {
  app: AnyElysia;
  sockets: TrpcSocket<Context>;
}

/** Builds the doors of a house: pages, single calls and sockets, all through one way in. */
export function openDoors(config: Config, house: House, assets: StaticAssets, chance: () => number): Doors {
  const { desk, accounts, presence, store } = house;
  const { now, report } = desk;

  async function createContext(arrival: Arrival): Promise<Context> {
    const caller = await identify(house, arrival);
    const connection = { looksAt: new Set<CustomerId>() };
    return { ...house, caller, connection, address: arrival.address };
  }
  const logins = watchLogins({
    touch: accounts.touch,
    onOver: (loginId) => closeSocketsOf(sockets, { loginId }),
    report,
  });
  const isOurOrigin = (origin: string) => config.origins.includes(origin);
  const sockets = createTrpcSocket({
    router: appRouter,
    createContext,
    isAllowedOrigin: (origin) => origin !== null && isOurOrigin(origin),
    allowanceOf,
    async onOpen({ caller }) {
      if (caller.kind !== "member") return;
      logins.opened(caller.loginId);
      await presence.arrived(caller.orgId, caller.memberId);
    },
    async onClose({ caller }) {
      if (caller.kind !== "member") return;
      logins.closed(caller.loginId);
      await presence.left(caller.orgId, caller.memberId);
    },
    report,
    now,
    chance,
    rateLimits: config.rateLimits,
  });
  const app = createApp({
    origins: config.origins,
    trustProxy: config.trustProxy,
    assets,
    upgrade: sockets.upgrade,
    trpc: createTrpcHttp({ router: appRouter, createContext, isOurOrigin, report }),
    auth: (request, address) => accounts.handler(request, address),
    widgets: {
      async find(widgetKey) {
        const found = await findOrganizationByWidgetKey(store, widgetKey);
        return found === null
          ? null
          : { loaderSettings: publicSettings(found.settings), frameAncestors: null };
      },
      async firstKey() {
        const [first] = await listOrganizations(store);
        return first === undefined ? null : (await getOrganization(store, first.id)).widgetKey;
      },
    },
    isSetUp: setUpOnce(() => accounts.isSetUp()),
    ready: () => store.ready(),
    report,
  });
  return { app, sockets };
}

/** Closes the sockets of somebody whose rights have ended or changed: of one login, or of one member. */
export function closeSocketsOf(
  sockets: TrpcSocket<Context>,
  gone: { loginId: string } | { memberId: MemberId },
): void {
  sockets.closeWhere(
    ({ caller }) =>
      caller.kind === "member" &&
      ("loginId" in gone ? caller.loginId === gone.loginId : caller.memberId === gone.memberId),
    SOCKET_CLOSE.unauthorized,
    "signed out",
  );
}

/** Once there is a company there is one for good, so the question is asked no more. */
function setUpOnce(ask: () => Promise<boolean>): () => boolean | Promise<boolean> {
  let known = false;
  return () => known || ask().then((answer) => (known = answer));
}
