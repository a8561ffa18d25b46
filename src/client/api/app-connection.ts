import {
  PING_INTERVAL_MINIMISED_MS,
  PING_INTERVAL_MS,
  ServerConnection,
} from "#transport/connection/server-connection.ts";
import { companyInAddress } from "./company-address.ts";
import { noteServerBuild } from "./server-build.ts";
import { createStore } from "../store.ts";

/** The app's only server connection. It opens on the first call. */
export const appConnection = new ServerConnection({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
  params() {
    const organization = companyInAddress();
    return { app: "agent", ...(organization !== null && { organization }) };
  },
  onServerBuild: noteServerBuild,
});

/** The state of the socket. */
export const socketState = createStore(appConnection.state());

appConnection.onState(socketState.set);

document.addEventListener("visibilitychange", () =>
  appConnection.setPingInterval(document.hidden ? PING_INTERVAL_MINIMISED_MS : PING_INTERVAL_MS),
);
