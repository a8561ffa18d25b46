import { act } from "@testing-library/react";
import { stub } from "./stub.ts";

/** Somebody looks at the page and types into it, or does so elsewhere. */
export function setAttention(isPresent: boolean): void {
  stub(document, "hasFocus", () => isPresent);
  act(() => void dispatchEvent(new Event(isPresent ? "focus" : "blur")));
}
