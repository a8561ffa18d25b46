/**
 * The start of every file of component tests: `const page = openPage();`. Each test begins with empty browser
 * storage, a new server, a new member, and a stopped clock. The browser is removed after the file.
 *
 * Compare lists of names or texts, never of elements: Bun compares elements field by field, which takes minutes.
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
import { afterAll, afterEach, beforeEach, expect, jest } from "bun:test";
import type { ReactNode } from "react";
import type { CurrentMember } from "#domain/views/current-member.ts";
import { api } from "../api/api-hooks.ts";
import { apiClient } from "../api/api-clients.ts";
import { appConnection } from "../api/app-connection.ts";
import { queryClient } from "../api/query-client.ts";
import { MeContext } from "../live/me-context.ts";
import { setServerClock } from "../live/server-clock.ts";
import { advice } from "../../../test/advice.ts";
import { setAttention } from "./attention.ts";
import { DESKTOP, leaveDom, setViewport } from "./dom.ts";
import { FakeServer } from "./fake-server.ts";
import { restoreStubs } from "./stub.ts";
import { setSocketPeer } from "./fake-web-socket.ts";
import { newMe } from "./fixtures.ts";
import { resetAppState } from "./reset-app-state.ts";
import { untranslatableTexts } from "./untranslatable-texts.ts";

/** The time at which every test begins: a Sunday, at ten. */
export const NOW = Date.UTC(2026, 10, 29, 10);

/** The size of a phone's screen. */
export const PHONE = { width: 390, height: 844 };

/** The page under test and its environment. */
export interface Page {
  /** The fake server, which records all calls. */
  server: FakeServer;
  /** The signed-in member. Change it before rendering. */
  me: CurrentMember;
  user: UserEvent;
  /** Renders an element as the app does, with its providers and the signed-in member. */
  draw(element: ReactNode): RenderResult;
  /** Renders a hook inside the same providers. */
  drawHook<Result>(hook: () => Result): RenderHookResult<Result, unknown>;
  /** Navigates to a path of the app. */
  go(path: string): void;
  /** Resizes the window. */
  resize(size: { width: number; height: number }): void;
  /** Advances the clock by exactly `ms` and runs everything that is due. */
  pass(ms: number): Promise<void>;
  /** Waits for pending calls and renders, which takes some milliseconds of the clock. */
  settle(): Promise<void>;
}

configure({ asyncUtilTimeout: 500 });

/** Opens the page for each test of a file. Call it once, at the top of the file. */
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
    appConnection.reconnect();
  });
  afterEach(async () => {
    noteTexts();
    cleanup();
    page.server.end();
    appConnection.reconnect();
    await settle();
    resetAppState();
    await settle();
    setSocketPeer(null);
    restoreStubs();
    queryClient.clear();
    localStorage.clear();
    history.replaceState(null, "", "/inbox");
    setViewport(DESKTOP);
    jest.clearAllTimers();
    jest.useRealTimers();
    expectTranslatable();
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

/** Texts seen in a test that break when the browser translates the page. */
const broken = new Set<string>();

function noteTexts(): void {
  for (const text of untranslatableTexts(document.body)) broken.add(text);
}

function expectTranslatable(): void {
  const found = [...broken];
  broken.clear();
  const fix = advice`Give each of these texts an element of its own; ${"src/client/testing/untranslatable-texts.ts"} says why.`;
  expect(found, fix).toEqual([]);
}

/** Enough rounds for a call to reach the server and for its response to be rendered. */
const TURNS = 12;

/** Runs everything that is due, up to `end`. Bun's fake clock needs a millisecond even for a timer of 0 ms. */
async function settle(end = Infinity): Promise<void> {
  await act(async () => {
    await settlePromises();
    for (let turn = 0; turn < TURNS && Date.now() < end; turn += 1) {
      jest.advanceTimersByTime(1);
      await settlePromises();
    }
  });
  noteTexts();
}

/** The step of the clock. After each step promises settle and React renders, which may start timers again. */
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
