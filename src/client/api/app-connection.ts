import {
  PING_INTERVAL_MINIMISED_MS,
  PING_INTERVAL_MS,
  ServerConnection,
} from "#transport/connection/server-connection.ts";
import { noteServerBuild } from "./server-build.ts";
import { createStore } from "../store.ts";

/** The app's only server connection. It opens on the first call. */
export const appConnection = new ServerConnection({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
  params: () => ({ app: "agent" }),
  onServerBuild: noteServerBuild,
});

/** The state of the socket. */
export const socketState = createStore(appConnection.state());

appConnection.onState(socketState.set);

document.addEventListener("visibilitychange", () =>
  appConnection.setPingInterval(document.hidden ? PING_INTERVAL_MINIMISED_MS : PING_INTERVAL_MS),
);
