import { stub } from "./stub.ts";

/** Notes where the app goes by a page load, which it must not in a test. */
export function watchLeaving(): string[] {
  const left: string[] = [];
  stub(location, "assign", (address: string) => void left.push(address));
  return left;
}
