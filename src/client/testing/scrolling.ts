import { fireEvent } from "@testing-library/react";

/** Gives an element the layout that happy-dom does not compute, and scrolls it; in px. */
export function scrollTo(
  element: HTMLElement,
  { top, height, view }: { top: number; height: number; view: number },
): void {
  Object.defineProperty(element, "scrollHeight", { value: height, configurable: true });
  Object.defineProperty(element, "clientHeight", { value: view, configurable: true });
  element.scrollTop = top;
  fireEvent.scroll(element);
}
