import { useEffect, useEffectEvent, useRef } from "react";
import type { Card } from "#domain/views/team-view.ts";
import { useMe } from "../../live/me-context.ts";
import { useInbox } from "../../live/use-inbox.ts";
import { isNews } from "./should-notify.ts";
import { allowSound, ring } from "./notification-sound.ts";
import { useSound } from "./use-sound-setting.ts";

const TOUCHES = ["pointerdown", "keydown"] as const;

/** Rings when there is news for me and I look elsewhere: at another tab, another window, or not at all. */
export function useCalls(): void {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const { mayRing } = useSound();
  const before = useRef<readonly Card[] | null>(null);

  const hear = useEffectEvent((cards: readonly Card[]) => {
    const known = before.current;
    before.current = cards;
    if (known !== null && isNews(known, cards, member) && !isLookedAt() && mayRing())
      // By itself: should a browser's sound fail, the screen does not go with it.
      queueMicrotask(ring);
  });
  useEffect(() => {
    if (inbox !== undefined) hear(inbox.cards);
  }, [inbox]);

  useEffect(() => {
    for (const kind of TOUCHES) addEventListener(kind, allowSound);
    return () => {
      for (const kind of TOUCHES) removeEventListener(kind, allowSound);
    };
  }, []);
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
