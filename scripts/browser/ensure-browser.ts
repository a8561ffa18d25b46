import { existsSync } from "node:fs";
import { toolCommand } from "../processes/bun-command.ts";
import { runQuietly } from "../processes/run-quietly.ts";
import { findBrowser } from "./find-browser.ts";

const APT = "/usr/bin/apt-get";
const ENVIRONMENT = { DEBIAN_FRONTEND: "noninteractive" };

const NO_BROWSER = `There is no browser to test with. Any of these will do:
  - install Chromium or Chrome with the system's package manager
  - name one: CHROMIUM_PATH=/path/to/chromium
  - let Playwright fetch its own: bunx playwright install --with-deps chromium`;

/**
 * Finds a browser, or tries to install one: as root from Debian's packages, otherwise from Playwright. `false` if
 * both fail.
 */
export function ensureBrowser(): boolean {
  if (findBrowser() !== null) return true;
  console.info("No browser found; getting Chromium, once …");
  for (const commands of waysToGetOne()) {
    if (commands.every((command) => runQuietly(command, ENVIRONMENT)) && findBrowser() !== null) return true;
  }
  console.error(NO_BROWSER);
  return false;
}

function waysToGetOne(): string[][][] {
  const fromDebian = [
    [APT, "update", "-q"],
    [APT, "install", "-y", "-q", "--no-install-recommends", "chromium"],
  ];
  const fromPlaywright = [toolCommand("playwright", "install", "chromium")];
  const isDebianRoot = process.getuid?.() === 0 && existsSync(APT);
  return isDebianRoot ? [fromDebian, fromPlaywright] : [fromPlaywright];
}
