import { SECOND } from "#domain/model/instant.ts";
import { linkState } from "./server-connection.ts";
import { createStore } from "../store.ts";

/** How the connection looks to a person. */
export type ConnectionState = "connecting" | "connected" | "lost" | "upToDate";

/** How long "Up to date" is said. */
const SAID_FOR_MS = 3 * SECOND;
/** What is mended within this time is not worth a word. */
const UNNOTICED_MS = SECOND;

/** Follows the socket: what is lost for a moment is not mentioned, what comes back is. */
export const connectionState = createStore<ConnectionState>("connecting");

let isOpen = false;
let timer: ReturnType<typeof setTimeout> | null = null;

linkState.subscribe(() => {
  const opens = linkState.get() === "open";
  if (opens === isOpen) return;
  isOpen = opens;
  if (timer !== null) clearTimeout(timer);
  if (!isOpen) timer = setTimeout(connectionState.set, UNNOTICED_MS, "lost");
  else if (connectionState.get() === "lost") {
    connectionState.set("upToDate");
    timer = setTimeout(connectionState.set, SAID_FOR_MS, "connected");
  } else connectionState.set("connected");
});
