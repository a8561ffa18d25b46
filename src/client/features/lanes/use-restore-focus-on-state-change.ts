import { useEffect, useEffectEvent, useRef } from "react";
import type { ChatState } from "./chat/use-chat-view.ts";

/**
 * Moves the focus when the button that had it disappears because the chat's state changed.
 * @param isMine - whether the focus was in this lane
 */
export function useRestoreFocusOnStateChange(
  state: ChatState | null,
  isMine: boolean,
  takeFocus: () => void,
): void {
  const before = useRef<ChatState | null>(null);
  const recover = useEffectEvent(() => {
    if (isMine && document.activeElement === document.body) takeFocus();
  });
  useEffect(() => {
    // On the first render there was no focus to lose.
    if (before.current !== null && before.current !== state) recover();
    before.current = state;
  }, [state]);
}
