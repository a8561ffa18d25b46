import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** As close to the end as this, in px, is at the end. */
const NEAR_END = 40;
/** As close to the beginning as this, in px, asks for more. */
const NEAR_START = 200;

interface Scroll {
  scroller: RefObject<HTMLDivElement | null>;
  isAtEnd: boolean;
  onScroll: () => void;
  toEnd: () => void;
}

/**
 * Keeps a thread where its reader has it: at the end it follows what comes, elsewhere nothing moves, also when older
 * things come above.
 *
 * @param firstKey - what names the first entry; another one means that something came above
 * @param onNearStart - called when the reader comes near the beginning
 */
export function useThreadScroll(firstKey: string, onNearStart: () => void): Scroll {
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
    const watcher = new ResizeObserver(() => {
      if (before.current.isAtEnd) element.scrollTop = element.scrollHeight;
    });
    watcher.observe(element);
    return () => watcher.disconnect();
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
