import { act } from "@testing-library/react";
import { stub } from "./stub.ts";

/** Gives the page the user's attention, or takes it away. */
export function setAttention(isPresent: boolean): void {
  stub(document, "hasFocus", () => isPresent);
  act(() => void dispatchEvent(new Event(isPresent ? "focus" : "blur")));
}
