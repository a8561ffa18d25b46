import { type Browser, chromium } from "playwright";
import { findBrowser } from "../../scripts/browser/find-browser.ts";

/** Launches the Chromium in which the XSS attacks open their pages. @throws Error if none is installed */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser() ?? chromium.executablePath(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
}
