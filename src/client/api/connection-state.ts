import { SECOND } from "#domain/model/instant.ts";
import { socketState } from "./app-connection.ts";
import { createStore } from "../store.ts";

/** The connection state shown to the user. */
export type ConnectionState = "connecting" | "connected" | "lost" | "upToDate";

/** How long "Up to date" is shown. */
const SHOWN_FOR_MS = 3 * SECOND;
/** An interruption shorter than this is not shown. */
const UNNOTICED_MS = SECOND;

/** Follows the socket's state: brief interruptions are hidden, recovery after a longer one is shown. */
export const connectionState = createStore<ConnectionState>("connecting");

let isOpen = false;
let timer: ReturnType<typeof setTimeout> | null = null;

socketState.subscribe(() => {
  const isNowOpen = socketState.get() === "open";
  if (isNowOpen === isOpen) return;
  isOpen = isNowOpen;
  if (timer !== null) clearTimeout(timer);
  if (!isOpen) timer = setTimeout(connectionState.set, UNNOTICED_MS, "lost");
  else if (connectionState.get() === "lost") {
    connectionState.set("upToDate");
    timer = setTimeout(connectionState.set, SHOWN_FOR_MS, "connected");
  } else connectionState.set("connected");
});
