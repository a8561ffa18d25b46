import { defineConfig, devices } from "playwright/test";
import { findBrowser } from "./scripts/browser/find-browser.ts";

/** Chromium refuses to sandbox itself for root. Only then is it run without the sandbox. */
const isRoot = process.getuid?.() === 0;

const SECOND = 1000;

const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Playwright's own list switches off the partitioning of third-party storage, which every visitor's browser has and
  // the widget's frame must work with. This list replaces it.
  "--disable-features=Translate,HttpsUpgrades",
];

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  // Every test has its own server.
  fullyParallel: true,
  // Allow one more attempt, with its own server and browser, because a busy machine may starve a browser for seconds.
  // The run lists every test that needed it, because such a test must be mended.
  retries: 1,
  forbidOnly: true,
  timeout: 60 * SECOND,
  expect: { timeout: 10 * SECOND },
  reporter: [["list"], ["./e2e/support/test-counts-reporter.ts"]],
  use: {
    ...devices["Desktop Chrome"],
    trace: "off",
    video: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...pathOf(findBrowser()),
      chromiumSandbox: !isRoot,
      args: ARGUMENTS,
    },
  },
});

function pathOf(browser: string | null): { executablePath?: string } {
  return browser === null ? {} : { executablePath: browser };
}
