import { useEffect, useEffectEvent, useRef } from "react";
import type { ChatState } from "./chat/use-chat.ts";

/**
 * Catches the keyboard's focus when the button that had it goes away because the chat stands differently now.
 * @param isMine - whether the focus was in this lane
 */
export function useRecoverFocus(state: ChatState | null, isMine: boolean, takeFocus: () => void): void {
  const before = useRef<ChatState | null>(null);
  const keep = useEffectEvent(() => {
    if (isMine && document.activeElement === document.body) takeFocus();
  });
  useEffect(() => {
    // What is drawn for the first time had no focus to lose.
    if (before.current !== null && before.current !== state) keep();
    before.current = state;
  }, [state]);
}
