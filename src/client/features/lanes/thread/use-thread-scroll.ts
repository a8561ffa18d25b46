import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Positions within this distance of the end, in px, count as at the end. */
const NEAR_END = 40;
/** Earlier messages are loaded within this distance of the start, in px. */
const NEAR_START = 200;

interface ThreadScroll {
  scroller: RefObject<HTMLDivElement | null>;
  isAtEnd: boolean;
  onScroll: () => void;
  toEnd: () => void;
}

/**
 * Keeps a thread's scroll position. At the end it follows new messages; elsewhere it stays, even when earlier
 * messages are added above.
 *
 * @param firstKey - the key of the first entry; a change means that entries were added above
 * @param onNearStart - called when the reader scrolls near the start
 */
export function useThreadScroll(firstKey: string, onNearStart: () => void): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const before = useRef({ firstKey, height: 0, isAtEnd: true });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const { firstKey: oldKey, height } = before.current;
    if (before.current.isAtEnd) element.scrollTop = element.scrollHeight;
    else if (oldKey !== firstKey) element.scrollTop += element.scrollHeight - height;
    before.current = { ...before.current, firstKey, height: element.scrollHeight };
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (before.current.isAtEnd) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function onScroll() {
    const element = scroller.current;
    if (element === null) return;
    const isNow = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    before.current = { ...before.current, isAtEnd: isNow };
    setAtEnd(isNow);
    if (element.scrollTop < NEAR_START) onNearStart();
  }

  function toEnd() {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }

  return { scroller, isAtEnd, onScroll, toEnd };
}
