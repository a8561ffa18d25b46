import { type Browser, chromium } from "playwright";
import { findBrowser } from "../../scripts/browser/find-browser.ts";

/** Starts the browser that shows the pages. @throws Error if there is none */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser() ?? chromium.executablePath(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
}
