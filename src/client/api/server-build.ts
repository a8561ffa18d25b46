import { createStore } from "../store.ts";

/** Whether the server runs a different build from this page's. A reload fetches the matching page. */
export const isOutdated = createStore(false);

/** Records the build that the server reports on each connection. */
export function noteServerBuild(build: unknown): void {
  isOutdated.set(isOtherBuild(buildOfPage(), build));
}

/** Whether both builds are known and differ. Older servers and pages report none. */
export function isOtherBuild(page: string | null, server: unknown): boolean {
  return page !== null && typeof server === "string" && server !== page;
}

function buildOfPage(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? null;
}
