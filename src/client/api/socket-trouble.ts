import { socketState } from "./app-connection.ts";
import { createStore } from "../store.ts";

/** Why no socket comes about although the server answers: something on the way, or an address that is not its own. */
export type SocketTrouble = "stopped-on-the-way" | "wrong-address";

/** What keeps sockets away; `null` while one is open, and where it is not known. */
export const socketTrouble = createStore<SocketTrouble | null>(null);

/** After so many attempts a passing disturbance is unlikely. */
const FAILURES = 3;
const UPGRADE_REQUIRED = 426;

let failures = 0;

socketState.subscribe(() => {
  const state = socketState.get();
  if (state === "open") {
    failures = 0;
    socketTrouble.set(null);
  }
  if (state !== "waiting") return;
  failures += 1;
  if (failures >= FAILURES) void askWithoutSocket();
});

/** A browser does not show a page why a socket failed, so the server is asked the plain way. */
async function askWithoutSocket(): Promise<void> {
  const response = await fetch("/trpc", { cache: "no-store" }).catch(() => null);
  if (socketState.get() !== "open") socketTrouble.set(troubleOf(response));
}

function troubleOf(response: Response | null): SocketTrouble | null {
  if (response?.status !== UPGRADE_REQUIRED) return null;
  switch (response.headers.get("x-socket-refused")) {
    case null:
    case String(UPGRADE_REQUIRED):
      return "stopped-on-the-way";
    case "403":
      return "wrong-address";
    default:
      return null;
  }
}
