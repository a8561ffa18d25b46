/**
 * The browser of the component tests: happy-dom's globals, there while a file of component tests is loaded and run, and
 * gone after it, so that tests of the server in the same process never meet a `document`.
 *
 * There is one window for the whole run: React, the router and our own modules look at it when they are loaded, and are
 * loaded once for all files.
 */
import { GlobalRegistrator } from "@happy-dom/global-registrator";
import { jest } from "bun:test";
import { FakeWebSocket } from "./fake-web-socket.ts";

const HOME = "http://localhost/inbox";
/** What a desktop screen fits: three lanes and the whole list. */
export const DESKTOP = { width: 1_440, height: 900 };

/** What stays with Bun: its clock and its timers are in the hands of the test. */
const STAYS = new Set<PropertyKey>([
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "setImmediate",
  "clearImmediate",
  "queueMicrotask",
  "performance",
  "console",
]);

type Globals = Map<PropertyKey, PropertyDescriptor | undefined>;

const outside: Globals = new Map();
const inside: Globals = new Map();

/** Puts the browser's globals in place. `test/browser-for-component-tests.ts` does it before a file is loaded. */
export function enterDom(): void {
  if (inside.size === 0) openWindow();
  else put(inside);
}

/** Takes the browser's globals away again; the window stays as it is. */
export function leaveDom(): void {
  put(outside);
}

/** Makes the window another size, and lets those who listen know. */
export function setViewport({ width, height }: { width: number; height: number }): void {
  Object.assign(globalThis, { innerWidth: width, innerHeight: height });
  // happy-dom lays nothing out, so it knows no width of the page.
  Object.defineProperty(document.documentElement, "clientWidth", { value: width, configurable: true });
  dispatchEvent(new Event("resize"));
}

function openWindow(): void {
  const before = Object.getOwnPropertyDescriptors(globalThis);
  GlobalRegistrator.register({ url: HOME, ...DESKTOP });
  setViewport(DESKTOP);
  // Testing Library asks these two whether time is in the hands of the test.
  Object.defineProperty(globalThis, "jest", { value: jest, configurable: true });
  Object.defineProperty(globalThis, "IS_REACT_ACT_ENVIRONMENT", {
    value: true,
    configurable: true,
    writable: true,
  });
  // Browsers know whether somebody has touched the page, happy-dom does not.
  Object.defineProperty(navigator, "userActivation", { value: { hasBeenActive: false }, configurable: true });
  Object.defineProperty(globalThis, "WebSocket", { value: FakeWebSocket, configurable: true });
  const after = Object.getOwnPropertyDescriptors(globalThis);
  for (const key of Reflect.ownKeys(after)) {
    const [old, now] = [Reflect.get(before, key), Reflect.get(after, key)];
    if (isSame(old, now)) continue;
    outside.set(key, old);
    if (!STAYS.has(key)) inside.set(key, now);
  }
  showElementsByMarkup();
  leaveDom();
  put(inside);
}

const SHOWN_LENGTH = 300;

/** A failed test shows an element by its markup: all that happy-dom keeps in one is megabytes. */
function showElementsByMarkup(): void {
  Object.defineProperty(Node.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(this: Node) {
      return this instanceof Element ? this.outerHTML.slice(0, SHOWN_LENGTH) : this.nodeName;
    },
  });
}

function put(globals: Globals): void {
  for (const [key, descriptor] of globals) {
    if (descriptor === undefined) Reflect.deleteProperty(globalThis, key);
    else Object.defineProperty(globalThis, key, descriptor);
  }
}

function isSame(one: PropertyDescriptor | undefined, other: PropertyDescriptor | undefined): boolean {
  return one?.value === other?.value && one?.get === other?.get && one?.set === other?.set;
}
