/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an output belongs to a form; this speaks for the connection */
import type { Shown } from "./shown.ts";

const phrases = {
  offline: "offline",
  reconnecting: "reconnecting",
  stuck: "reconnecting",
  online: "online",
} as const;

/** The one region that speaks politely: how the connection fares, for all to see, and what only a reader is told. */
export function Banner({ state, words, chat }: Shown) {
  const { banner } = state.moment;
  return (
    <>
      <div role="status">
        {banner !== "none" && <p class={`banner is-${banner}`}>{words[phrases[banner]]}</p>}
        <span class="hidden">{state.status}</span>
      </div>
      {banner === "stuck" && (
        <button type="button" class="link try-now" onClick={() => chat.reconnect()}>
          {words.tryNow}
        </button>
      )}
    </>
  );
}
