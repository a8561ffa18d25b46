import { strings } from "../../strings.ts";
import { connectionState } from "../../api/connection-state.ts";
import { useStore } from "../../store.ts";

/** Shows that the connection is lost or restored. It is not announced, because the status in the top bar is. */
export function ConnectionBanner() {
  const connection = useStore(connectionState, (state) => state);
  if (connection !== "lost" && connection !== "upToDate") return null;
  const look = connection === "lost" ? "bg-wait-soft" : "bg-live-soft";
  return (
    <p
      aria-hidden="true"
      className={`rounded-12 border border-line px-3 py-1.5 text-center text-13 shadow-menu ${look}`}
    >
      {connection === "lost" ? strings.presence.lostBanner : strings.presence.upToDate}
    </p>
  );
}
