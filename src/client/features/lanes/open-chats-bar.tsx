import { ChevronLeft, ChevronRight } from "lucide-react";
import type { CustomerId } from "#domain/model/ids.ts";
import { classNames } from "../../ui/class-names.ts";
import { CountBadge } from "../../ui/count-badge.tsx";
import { ReservedText } from "../../ui/text/stable-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/button/icon-button.tsx";
import { Menu } from "../../ui/menu/menu.tsx";
import { MenuItem } from "../../ui/menu/menu-item.tsx";
import { strings } from "../../strings.ts";
import { CHAT_STATE_STYLES } from "./chat/chat-state-styles.ts";
import { useChatView } from "./chat/use-chat-view.ts";
import type { Lanes } from "./layout/use-lanes.ts";

/** Open chats beyond this number go into a menu. */
const BUTTONS_MAX = 8;

interface OpenChatsBarProps {
  lanes: Lanes;
  onShow: (id: CustomerId) => void;
}

/** A button for every open chat, in opening order; those with a visible lane are pressed. */
export function OpenChatsBar({ lanes, onShow }: OpenChatsBarProps) {
  const { layout, drawn, isPhone } = lanes;
  const { open, focused } = layout;
  if (open.length === 0) return null;
  const at = focused === null ? -1 : open.indexOf(focused);
  const step = (by: number) => {
    const next = open.at((at + by) % open.length);
    if (next !== undefined) onShow(next);
  };
  return (
    <div className="flex min-w-0 items-center gap-1">
      {isPhone && <IconButton icon={ChevronLeft} label={strings.open.previous} onClick={() => step(-1)} />}
      <span aria-hidden="true" className="text-12 text-ink-3 max-lg:hidden">
        {strings.open.heading}
      </span>
      <ul aria-label={strings.open.list} className="flex min-w-0 gap-1 overflow-x-auto p-1">
        {open.slice(0, BUTTONS_MAX).map((id) => (
          <li key={id} className="min-w-0 shrink-0">
            <OpenChatButton id={id} isPressed={drawn.includes(id)} onShow={onShow} />
          </li>
        ))}
      </ul>
      {open.length > BUTTONS_MAX && <MoreMenu ids={open.slice(BUTTONS_MAX)} onShow={onShow} />}
      {isPhone && <IconButton icon={ChevronRight} label={strings.open.next} onClick={() => step(1)} />}
    </div>
  );
}

interface OpenChatButtonProps {
  id: CustomerId;
  isPressed: boolean;
  onShow: (id: CustomerId) => void;
}

function OpenChatButton({ id, isPressed, onShow }: OpenChatButtonProps) {
  const chat = useChatView(id);
  const name = chat?.customer.name ?? "…";
  const unread = chat?.unread ?? 0;
  const { icon, edge } = CHAT_STATE_STYLES[chat?.state ?? "ended"];
  return (
    <button
      type="button"
      aria-pressed={isPressed}
      aria-label={strings.open.button(name, unread)}
      onClick={() => onShow(id)}
      className={classNames(
        "relative flex min-h-8 max-w-40 items-center gap-1.5 rounded-8 border px-2 text-13 pointer-coarse:min-h-11",
        isPressed
          ? "border-transparent bg-accent-soft font-semibold"
          : "border-line bg-surface hover:bg-surface-3",
        unread > 0 && !isPressed && "pulse-once font-bold",
        "forced-colors:aria-pressed:border-[Highlight]",
      )}
    >
      <Icon of={icon} className={classNames("shrink-0", edge)} />
      <span className="grid min-w-0 *:col-start-1 *:row-start-1">
        <ReservedText text={name} className="font-bold" />
        <span translate="no" className="truncate" dir="auto">
          {name}
        </span>
      </span>
      <CountBadge of={unread} className="absolute -top-1 -right-1" />
    </button>
  );
}

function MoreMenu({ ids, onShow }: { ids: readonly CustomerId[]; onShow: (id: CustomerId) => void }) {
  return (
    <Menu
      label={strings.open.moreLabel}
      trigger={strings.open.more(ids.length)}
      triggerClassName="min-h-8 rounded-8 px-2 text-13 font-semibold hover:bg-surface-3 pointer-coarse:min-h-11"
    >
      {ids.map((id) => (
        <MoreItem key={id} id={id} onShow={onShow} />
      ))}
    </Menu>
  );
}

function MoreItem({ id, onShow }: { id: CustomerId; onShow: (id: CustomerId) => void }) {
  const chat = useChatView(id);
  return (
    <MenuItem icon={CHAT_STATE_STYLES[chat?.state ?? "ended"].icon} onSelect={() => onShow(id)}>
      {strings.open.button(chat?.customer.name ?? "…", chat?.unread ?? 0)}
    </MenuItem>
  );
}
