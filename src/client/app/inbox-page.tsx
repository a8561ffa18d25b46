import { useEffect, useEffectEvent, useRef } from "react";
import { useLocation, useParams } from "wouter";
import type { CustomerId } from "#domain/model/ids.ts";
import { ChatList } from "../features/inbox/chat-list.tsx";
import { FirstChatHint } from "../features/inbox/first-chat-hint.tsx";
import { useHasNoChats } from "../features/inbox/use-has-no-chats.ts";
import { focusRequest } from "../features/lanes/layout/focus-request.ts";
import { LaneColumns } from "../features/lanes/lane-columns.tsx";
import { NoOpenLanes } from "../features/lanes/no-open-lanes.tsx";
import { ToastBar } from "../features/lanes/chat/toast-bar.tsx";
import { OpenChatsBar } from "../features/lanes/open-chats-bar.tsx";
import { type Lanes, useLanes } from "../features/lanes/layout/use-lanes.ts";
import { Shell } from "./shell/shell.tsx";
import { useStore } from "../store.ts";
import { strings } from "../strings.ts";

/** The inbox: the chat list beside the open lanes. Phones show one of the two. */
export function InboxPage() {
  const lanes = useLanes();
  const { isListCompact, isPhone, layout, moves } = lanes;
  const { addressed, open, leave } = useAddressedChat(lanes);
  const list = useRef<HTMLDivElement>(null);
  const hasNoChats = useHasNoChats();
  const isListShown = !isPhone || addressed === null;
  const areLanesShown = !isPhone || addressed !== null;

  const isFocusRequested = useStore(focusRequest, (asked) => asked === "list");
  useEffect(() => {
    if (!isFocusRequested) return;
    focusFirst(list.current);
    focusRequest.set(null);
  }, [isFocusRequested]);

  const show = (id: CustomerId) => open(id, !layout.shown.includes(id) && lanes.drawn.length >= lanes.fit);
  const bar = <OpenChatsBar lanes={lanes} onShow={show} />;
  return (
    <Shell bar={isPhone ? null : bar} immersed={isPhone && !isListShown}>
      <h1 className="sr-only">{strings.shell.inbox}</h1>
      <div
        ref={list}
        className={isListShown ? "flex min-h-0 min-w-0 max-md:flex-1 max-md:flex-col" : "hidden"}
      >
        {isPhone && hasNoChats && <FirstChatHint />}
        <ChatList
          current={layout.focused}
          isCompact={isListCompact && !isPhone}
          onOpen={open}
          onToggleCompact={isPhone ? null : () => moves.setList(isListCompact ? "whole" : "names")}
        />
      </div>
      {areLanesShown && (
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {isPhone && layout.open.length > 1 && (
            <div className="flex justify-center border-b border-line bg-surface">{bar}</div>
          )}
          <LaneColumns
            lanes={lanes}
            onLeave={isPhone ? leave : () => focusRequest.set("list")}
            empty={hasNoChats ? <FirstChatHint /> : <NoOpenLanes />}
          />
        </div>
      )}
      <ToastBar />
    </Shell>
  );
}

/** Focuses the row of the focused chat, else the first row. */
function focusFirst(list: HTMLElement | null) {
  (
    list?.querySelector<HTMLElement>("[aria-current]") ?? list?.querySelector<HTMLElement>("a, button")
  )?.focus();
}

/** The chat in the page's path, kept in sync with the focused lane. */
function useAddressedChat({ layout, moves, isPhone }: Lanes) {
  const { customerId } = useParams();
  const [, navigate] = useLocation();
  const addressed = isCustomerId(customerId) ? customerId : null;

  function open(id: CustomerId, here: boolean) {
    moves.open(id, here);
    navigate(`/inbox/${id}`, { replace: !isPhone || addressed !== null });
  }

  const follow = useEffectEvent((id: CustomerId | null) => {
    if (id !== null && id !== layout.focused) moves.open(id, false);
  });
  useEffect(() => follow(addressed), [addressed]);

  const keep = useEffectEvent((focused: CustomerId | null) => {
    if (addressed === focused || (isPhone && addressed === null)) return;
    navigate(focused === null ? "/inbox" : `/inbox/${focused}`, { replace: true });
  });
  // On the first render a chat in the path takes precedence over the stored focus.
  const lastFocused = useRef(addressed === null ? null : layout.focused);
  useEffect(() => {
    if (layout.focused === lastFocused.current) return;
    lastFocused.current = layout.focused;
    keep(layout.focused);
  }, [layout.focused]);

  return { addressed, open, leave: () => navigate("/inbox", { replace: true }) };
}

function isCustomerId(text: string | undefined): text is CustomerId {
  return text?.startsWith("cus_") === true;
}
