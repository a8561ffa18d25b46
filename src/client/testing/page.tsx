/**
 * What every file of component tests begins with: `const page = openPage();`. Before each test there is a browser with
 * nothing stored, a new server, a new member, and a clock that stands still; after the file there is no browser any more.
 *
 * Compare lists of names or texts, never of elements: Bun compares those field by field, and is not done within minutes.
 */
import { QueryClientProvider } from "@tanstack/react-query";
import {
  act,
  cleanup,
  configure,
  render,
  renderHook,
  type RenderHookResult,
  type RenderResult,
} from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterAll, afterEach, beforeEach, jest } from "bun:test";
import type { ReactNode } from "react";
import type { Me } from "#domain/views/team-view.ts";
import { api } from "../api/api-hooks.ts";
import { apiClient, link, queryClient } from "../api/api-clients.ts";
import { MeContext } from "../live/me-context.ts";
import { setServerClock } from "../live/server-clock.ts";
import { setAttention } from "./attention.ts";
import { DESKTOP, leaveDom, setViewport } from "./dom.ts";
import { FakeServer } from "./fake-server.ts";
import { restoreStubs } from "./stub.ts";
import { setSocketPeer } from "./fake-web-socket.ts";
import { newMe } from "./fixtures.ts";
import { forgetPage } from "./forget-page.ts";

/** When every test begins: a Sunday, at ten. */
export const NOW = Date.UTC(2026, 10, 29, 10);

/** A phone. */
export const PHONE = { width: 390, height: 844 };

/** The page a test looks at, and the world around it. */
export interface Page {
  /** Answers calls, and says what was called. */
  server: FakeServer;
  /** Whoever is signed in. Change it before drawing. */
  me: Me;
  user: UserEvent;
  /** Draws an element as the app does, with its providers and somebody signed in. */
  draw(element: ReactNode): RenderResult;
  /** Runs a hook inside the same providers. */
  drawHook<Result>(hook: () => Result): RenderHookResult<Result, unknown>;
  /** Goes to an address within the app. */
  go(path: string): void;
  /** Makes the window another size. */
  resize(size: { width: number; height: number }): void;
  /** Lets exactly so much time pass, and everything that is due with it happen. */
  pass(ms: number): Promise<void>;
  /** Lets what is under way arrive, which takes some milliseconds. */
  settle(): Promise<void>;
}

configure({ asyncUtilTimeout: 500 });

/** Call it once, at the top of a file of component tests. */
export function openPage(): Page {
  const page: Page = {
    server: new FakeServer({}),
    me: newMe(),
    user: userEvent.setup(),
    draw: (element) => render(element, { wrapper: providersOf(page) }),
    drawHook: (hook) => renderHook(hook, { wrapper: providersOf(page) }),
    go(path) {
      act(() => history.pushState(null, "", path));
    },
    resize({ width, height }) {
      act(() => setViewport({ width, height }));
    },
    pass,
    settle: () => settle(),
  };
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    setServerClock(NOW);
    setAttention(true);
    page.me = newMe();
    page.server = new FakeServer({});
    page.user = userEvent.setup({ advanceTimers: (ms) => void jest.advanceTimersByTime(ms), delay: null });
    link.reconnect();
  });
  afterEach(async () => {
    cleanup();
    page.server.end();
    link.reconnect();
    await settle();
    forgetPage();
    await settle();
    setSocketPeer(null);
    restoreStubs();
    queryClient.clear();
    localStorage.clear();
    history.replaceState(null, "", "/inbox");
    setViewport(DESKTOP);
    jest.clearAllTimers();
    jest.useRealTimers();
  });
  afterAll(leaveDom);
  return page;
}

function providersOf({ me }: Page) {
  return ({ children }: { children: ReactNode }) => (
    <api.Provider client={apiClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <MeContext value={me}>{children}</MeContext>
      </QueryClientProvider>
    </api.Provider>
  );
}

/** So many turns bring a call to the server, its answer back, and onto the screen. */
const TURNS = 12;

/** Lets what is due now happen, up to `end`: Bun's stopped clock takes a millisecond for a timer of none. */
async function settle(end = Infinity): Promise<void> {
  await act(async () => {
    await settlePromises();
    for (let turn = 0; turn < TURNS && Date.now() < end; turn += 1) {
      jest.advanceTimersByTime(1);
      await settlePromises();
    }
  });
}

/** In such steps: after each promises settle and React draws, and what comes of that may wait for time in its turn. */
const STEP_MS = 100;

async function pass(ms: number): Promise<void> {
  const end = Date.now() + ms;
  await settle(end);
  while (Date.now() < end)
    await act(async () => {
      jest.advanceTimersByTime(Math.min(end - Date.now(), STEP_MS));
      await settlePromises();
    });
}

async function settlePromises(): Promise<void> {
  for (let tick = 0; tick < TURNS; tick += 1) await Promise.resolve();
}
