import { type PointerEvent, useLayoutEffect, useRef } from "react";

interface Anchor {
  element: Element;
  /** The distance from the top of the viewport, in px. */
  top: number;
}

/** What a press acts on, so that it must not be replaced by something else under the pointer. */
const TARGETS = "a, button, input, label";

/**
 * Keeps what is under the pointer in its place when a scrolling list changes around it: scrolls by as much as it has
 * moved. Where the list is too short for that, it adds room before or after the content until the pointer leaves.
 *
 * @returns handlers for the scrolling element, and a ref for its only child, which is the content
 */
export function useKeepUnderPointer() {
  const anchor = useRef<Anchor | null>(null);
  const content = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const kept = anchor.current;
    const scroller = content.current?.parentElement;
    if (kept === null || !kept.element.isConnected || !content.current || !scroller) return;
    const moved = () => topOf(kept.element) - kept.top;
    scroller.scrollTop += moved();
    const rest = Math.round(moved());
    if (rest > 0) content.current.style.minHeight = `${scroller.clientHeight + scroller.scrollTop + rest}px`;
    else if (rest < 0) addRoomBefore(content.current, -rest);
    scroller.scrollTop += moved();
  });

  return {
    content,
    handlers: {
      onPointerMove({ target, currentTarget }: PointerEvent) {
        const element = target instanceof Element ? target.closest(TARGETS) : null;
        anchor.current =
          element !== null && currentTarget.contains(element) ? { element, top: topOf(element) } : null;
      },
      onPointerLeave() {
        anchor.current = null;
        if (content.current === null) return;
        content.current.style.paddingTop = "";
        content.current.style.minHeight = "";
      },
      onScroll() {
        if (anchor.current !== null) anchor.current.top = topOf(anchor.current.element);
      },
    },
  };
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}

function addRoomBefore({ style }: HTMLElement, by: number): void {
  style.paddingTop = `${Number.parseFloat(style.paddingTop || "0") + by}px`;
}
