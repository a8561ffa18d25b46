import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/icon.tsx";
import { strings } from "../../../strings.ts";
import type { Chat } from "./use-chat-view.ts";
import { CHAT_STATE_STYLES } from "./chat-state-styles.ts";

/** The chat's state, as an icon and a label. */
export function ChatStateChip({ chat: { state, session } }: { chat: Chat }) {
  const { icon, look } = CHAT_STATE_STYLES[state];
  const { holder } = session;
  const label =
    state === "other" || state === "mail-other"
      ? strings.lane.state[state](holder.kind === "agent" ? holder.name : "")
      : strings.lane.state[state];
  return (
    <span
      className={classNames(
        "inline-flex min-w-0 items-center gap-1 rounded-4 px-1.5 py-0.5 text-12 font-semibold whitespace-nowrap",
        look,
      )}
    >
      <Icon of={icon} className="size-3.5 shrink-0" />
      <span className="truncate">{label}</span>
    </span>
  );
}
