/** The environment of a page of a development build. */
export interface DevelopmentPage {
  /** The build from which the page was loaded. */
  build: string;
  isVisible(): boolean;
  /** Fetches the build that is served now; `null` while no server responds, as during a restart. */
  askBuild(): Promise<string | null>;
  /** Waits until the next poll. */
  wait(): Promise<void>;
  reload(): void;
}

/**
 * Reloads the page once a different build is served from the one it was loaded from. It polls the page's own server,
 * so that the content security policy needs no second port and no connection has to survive the restart of every
 * build.
 */
export async function reloadWhenRebuilt(page: DevelopmentPage): Promise<void> {
  for (;;) {
    await page.wait();
    const served = page.isVisible() ? await page.askBuild() : null;
    if (served !== null && served !== page.build) break;
  }
  page.reload();
}
