import { existsSync } from "node:fs";
import { chromium } from "playwright";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * The browser to test with: the one in `CHROMIUM_PATH`, otherwise Playwright's own, otherwise the system's. `null` if
 * there is none.
 */
export function findBrowser(): string | null {
  const candidates = [process.env["CHROMIUM_PATH"], chromium.executablePath(), ...SYSTEM_BROWSERS];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path)) ?? null;
}
