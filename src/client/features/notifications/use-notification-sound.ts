import { useEffect, useEffectEvent, useRef } from "react";
import { useMe } from "../../live/me-context.ts";
import { useInbox } from "../../live/use-inbox.ts";
import { shouldNotify } from "./should-notify.ts";
import { unlockSound, playNotificationSound } from "./notification-sound.ts";
import { useSoundSetting } from "./use-sound-setting.ts";
import type { ChatCard } from "#domain/views/inbox.ts";

const INPUT_EVENTS = ["pointerdown", "keydown"] as const;

/** Plays a sound for notifications while the page is hidden or does not have the focus. */
export function useNotificationSound(): void {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const { mayRing } = useSoundSetting();
  const before = useRef<readonly ChatCard[] | null>(null);

  const onCards = useEffectEvent((cards: readonly ChatCard[]) => {
    const previous = before.current;
    before.current = cards;
    if (previous !== null && shouldNotify(previous, cards, member) && !isPageActive() && mayRing())
      // In a microtask, so that an error in playing sound does not break rendering.
      queueMicrotask(playNotificationSound);
  });
  useEffect(() => {
    if (inbox !== undefined) onCards(inbox.cards);
  }, [inbox]);

  useEffect(() => {
    for (const kind of INPUT_EVENTS) addEventListener(kind, unlockSound);
    return () => {
      for (const kind of INPUT_EVENTS) removeEventListener(kind, unlockSound);
    };
  }, []);
}

function isPageActive(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
