/**
 * The browser of the component tests. happy-dom's globals exist while a file of component tests is loaded and run,
 * and are removed after it, so that server tests in the same process never see a `document`.
 *
 * There is one window for the whole run: React, the router and our own modules use it when they are loaded, and they
 * are loaded once for all files.
 */
import { GlobalRegistrator } from "@happy-dom/global-registrator";
import { jest } from "bun:test";
import { FakeWebSocket } from "./fake-web-socket.ts";

const HOME = "http://localhost/inbox";
/** The size of a desktop screen, which fits three lanes and the whole list. */
export const DESKTOP = { width: 1_440, height: 900 };

/** Globals that stay Bun's own, because the tests control its clock and timers. */
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

/** Adds the browser's globals. `test/browser-for-component-tests.ts` calls it before a file is loaded. */
export function enterDom(): void {
  if (inside.size === 0) openWindow();
  else put(inside);
}

/** Removes the browser's globals again. The window stays as it is. */
export function leaveDom(): void {
  put(outside);
}

/** Resizes the window and dispatches the resize event. */
export function setViewport({ width, height }: { width: number; height: number }): void {
  Object.assign(globalThis, { innerWidth: width, innerHeight: height });
  // happy-dom does no layout, so it does not know the width of the page.
  Object.defineProperty(document.documentElement, "clientWidth", { value: width, configurable: true });
  dispatchEvent(new Event("resize"));
}

function openWindow(): void {
  const before = Object.getOwnPropertyDescriptors(globalThis);
  GlobalRegistrator.register({ url: HOME, ...DESKTOP });
  setViewport(DESKTOP);
  // Testing Library uses these two to detect fake timers.
  Object.defineProperty(globalThis, "jest", { value: jest, configurable: true });
  Object.defineProperty(globalThis, "IS_REACT_ACT_ENVIRONMENT", {
    value: true,
    configurable: true,
    writable: true,
  });
  // Browsers know whether the user has interacted with the page; happy-dom does not.
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

/** Makes a failed test print an element as markup. Everything happy-dom keeps in one would be megabytes. */
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
