import { useEffect, useEffectEvent, useRef } from "react";
import { useMe } from "../../live/me-context.ts";
import { useInbox } from "../../live/use-inbox.ts";
import { shouldNotify } from "./should-notify.ts";
import { unlockSound, playNotificationSound } from "./notification-sound.ts";
import { useSoundSetting } from "./use-sound-setting.ts";
import type { ChatCard } from "#domain/views/inbox.ts";

const TOUCHES = ["pointerdown", "keydown"] as const;

/** Rings when there is news for me and I look elsewhere: at another tab, another window, or not at all. */
export function useNotificationSound(): void {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const { mayRing } = useSoundSetting();
  const before = useRef<readonly ChatCard[] | null>(null);

  const hear = useEffectEvent((cards: readonly ChatCard[]) => {
    const known = before.current;
    before.current = cards;
    if (known !== null && shouldNotify(known, cards, member) && !isLookedAt() && mayRing())
      // By itself: should a browser's sound fail, the screen does not go with it.
      queueMicrotask(playNotificationSound);
  });
  useEffect(() => {
    if (inbox !== undefined) hear(inbox.cards);
  }, [inbox]);

  useEffect(() => {
    for (const kind of TOUCHES) addEventListener(kind, unlockSound);
    return () => {
      for (const kind of TOUCHES) removeEventListener(kind, unlockSound);
    };
  }, []);
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
