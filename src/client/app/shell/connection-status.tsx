import { Circle, CircleDashed } from "lucide-react";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { strings } from "../../strings.ts";
import { connectionState } from "../../api/connection-state.ts";
import { useStore } from "../../store.ts";
import { StableText } from "../../ui/text/stable-text.tsx";

const STATES = [
  strings.presence.connecting,
  strings.presence.connected,
  strings.presence.lost,
  strings.presence.upToDate,
];

/** Shows whether the data on screen is current. */
export function ConnectionStatus() {
  const connection = useStore(connectionState, (state) => state);
  const isLost = connection === "lost";
  return (
    <output
      aria-label={strings.presence.connection}
      className={classNames(
        "flex items-center gap-1.5 text-12 whitespace-nowrap",
        isLost ? "text-wait" : "text-ink-2",
      )}
    >
      <Icon of={isLost ? CircleDashed : Circle} className={isLost ? "" : "scale-60 fill-live text-live"} />
      <StableText
        text={strings.presence[connection]}
        among={STATES}
        className="max-md:sr-only @max-3xl:sr-only"
      />
    </output>
  );
}
