import { stub } from "./stub.ts";

/** Records page loads started by the app, because a test must not really load a page. */
export function watchPageLoads(): string[] {
  const left: string[] = [];
  stub(location, "assign", (address: string) => void left.push(address));
  stub(location, "reload", () => void left.push(location.pathname));
  return left;
}
