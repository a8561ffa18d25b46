import {
  ArrowLeft,
  ArrowRight,
  BotMessageSquare,
  Check,
  Download,
  Ellipsis,
  Eraser,
  Maximize2,
  Minimize2,
  Minus,
  X,
} from "lucide-react";
import { useState } from "react";
import type { Customer } from "#domain/model/customer.ts";
import { useIsAdmin } from "../../live/use-is-admin.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/button/icon-button.tsx";
import { Menu } from "../../ui/menu/menu.tsx";
import { MenuItem } from "../../ui/menu/menu-item.tsx";
import { strings } from "../../strings.ts";
import { EraseCustomerDialog } from "../../customer-data/erase-customer-dialog.tsx";
import { useExportDownload } from "../../customer-data/use-export-download.ts";
import { endChatWithUndo } from "./chat/end-chat-with-undo.ts";
import { handBackToBot } from "./chat/chat-actions.ts";
import { toast } from "./chat/toast.ts";
import type { Chat, ChatState } from "./chat/use-chat-view.ts";
import type { Lanes } from "./layout/use-lanes.ts";

const CAN_END: Readonly<Record<ChatState, boolean>> = {
  mine: true,
  bot: true,
  queue: true,
  other: false,
  ended: false,
  unattended: false,
  // A mail session is done with beside its reply box.
  "mail-mine": false,
  "mail-other": false,
  "mail-nobody": false,
};

interface LaneActionsProps {
  chat: Chat;
  lanes: Lanes;
}

/** The buttons of a lane's header. */
export function LaneActions({ chat, lanes }: LaneActionsProps) {
  const { customer, session, state } = chat;
  const { isPhone, layout, moves } = lanes;
  const isMaximised = layout.maximised === customer.id;
  return (
    <div className="ml-auto flex">
      {CAN_END[state] && (
        <IconButton icon={Check} label={strings.lane.end} onClick={() => endChatWithUndo(session.id)} />
      )}
      {!isPhone && (
        <>
          <IconButton
            icon={isMaximised ? Minimize2 : Maximize2}
            label={isMaximised ? strings.lane.restore : strings.lane.maximise}
            onClick={() => moves.maximise(isMaximised ? null : customer.id)}
          />
          <IconButton
            icon={Minus}
            label={strings.lane.collapse}
            onClick={() => moves.collapse(customer.id)}
          />
        </>
      )}
      <MoreMenu chat={chat} lanes={lanes} />
      {!isPhone && (
        <IconButton icon={X} label={strings.lane.close} onClick={() => moves.close(customer.id)} />
      )}
    </div>
  );
}

function MoreMenu({ chat: { customer, session, state }, lanes }: LaneActionsProps) {
  const { isPhone, layout, moves } = lanes;
  const isAdmin = useIsAdmin();
  const [isErasing, setErasing] = useState(false);
  const at = layout.shown.indexOf(customer.id);
  const items = [
    state === "mine" && (
      <MenuItem key="back" icon={BotMessageSquare} onSelect={() => void handBackToBot(session.id)}>
        {strings.lane.handBack}
      </MenuItem>
    ),
    !isPhone && at > 0 && (
      <MenuItem key="left" icon={ArrowLeft} onSelect={() => moves.move(customer.id, -1)}>
        {strings.lane.moveLeft}
      </MenuItem>
    ),
    !isPhone && at >= 0 && at < layout.shown.length - 1 && (
      <MenuItem key="right" icon={ArrowRight} onSelect={() => moves.move(customer.id, 1)}>
        {strings.lane.moveRight}
      </MenuItem>
    ),
    isPhone && (
      <MenuItem key="close" icon={X} onSelect={() => moves.close(customer.id)}>
        {strings.lane.close}
      </MenuItem>
    ),
    isAdmin && <PrivacyItems key="privacy" customer={customer} onErase={() => setErasing(true)} />,
  ].filter(Boolean);
  if (items.length === 0) return null;
  return (
    <>
      <Menu
        label={strings.lane.moreMenu}
        trigger={<Icon of={Ellipsis} />}
        triggerClassName="inline-grid size-7 place-items-center rounded-8 text-ink-2 hover:bg-surface-3 hover:text-ink pointer-coarse:size-11"
      >
        {items}
      </Menu>
      {isErasing && (
        <EraseCustomerDialog
          customer={customer}
          onErased={showErasedToast}
          onClose={() => setErasing(false)}
        />
      )}
    </>
  );
}

/** An admin's menu items for a customer's data. */
function PrivacyItems({ customer, onErase }: { customer: Customer; onErase: () => void }) {
  const download = useExportDownload();
  return (
    <>
      <MenuItem icon={Download} onSelect={() => void download(customer)}>
        {strings.lane.download}
      </MenuItem>
      <MenuItem icon={Eraser} onSelect={onErase}>
        {strings.lane.erase}
      </MenuItem>
    </>
  );
}

function showErasedToast() {
  toast.set({ text: strings.erase.done, undo: null });
}
