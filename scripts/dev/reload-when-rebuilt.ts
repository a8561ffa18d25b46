/** What a page of a development build has to do with. */
export interface DevelopmentPage {
  /** The build the page was loaded from. */
  build: string;
  isVisible(): boolean;
  /** The build that is served now; `null` while no server answers, as when it starts again. */
  askBuild(): Promise<string | null>;
  /** Until it is time to ask again. */
  wait(): Promise<void>;
  reload(): void;
}

/**
 * Reloads the page once another build is served than the one it was loaded from. It asks the server the page came from,
 * again and again, so that no second port has to be let through the content security policy and no connection has to
 * outlive a server that starts again with every build.
 */
export async function reloadWhenRebuilt(page: DevelopmentPage): Promise<void> {
  for (;;) {
    await page.wait();
    const served = page.isVisible() ? await page.askBuild() : null;
    if (served !== null && served !== page.build) break;
  }
  page.reload();
}
