import { act } from "@testing-library/react";

/** Somebody looks at the page and types into it, or does so elsewhere. */
export function setAttention(isPresent: boolean): void {
  Object.defineProperty(document, "hasFocus", { value: () => isPresent, configurable: true });
  act(() => void dispatchEvent(new Event(isPresent ? "focus" : "blur")));
}
