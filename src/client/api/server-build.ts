import { createStore } from "../store.ts";

/** Whether the server is of another build than this page: reloading it brings the page that goes with the server. */
export const isOutdated = createStore(false);

/** Takes in which build the server says it is of, at each connection. */
export function noteServerBuild(build: unknown): void {
  isOutdated.set(isOtherBuild(buildOfPage(), build));
}

/** Whether both say which build they are of, and it is not the same. An older server, or an older page, says nothing. */
export function isOtherBuild(page: string | null, server: unknown): boolean {
  return page !== null && typeof server === "string" && server !== page;
}

function buildOfPage(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? null;
}
