import { act } from "@testing-library/react";
import type { Settings } from "#domain/model/settings.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";
import { queryClient } from "../api/query-client.ts";
import type { FakeServer } from "./fake-server.ts";
import { newSettingsView } from "./fixtures.ts";
import type { Page } from "./page.tsx";

/** The settings currently stored on the fake server. */
interface StoredSettings {
  view: SettingsView;
}

type Changes = Omit<Partial<SettingsView>, "settings"> & { settings?: Partial<Settings> };

/** Makes the fake server store the settings it is sent, as the real one does. `changes` sets its initial values. */
export function serveSettings(server: FakeServer, changes: Changes = {}): StoredSettings {
  const usual = newSettingsView({ answers: "bot" });
  const stored = { view: { ...usual, ...changes, settings: { ...usual.settings, ...changes.settings } } };
  const change = (part: Partial<Settings>) => {
    stored.view = { ...stored.view, settings: { ...stored.view.settings, ...part } };
    return {};
  };
  Object.assign<FakeServer["answers"], FakeServer["answers"]>(server.answers, {
    "settings.get": () => stored.view,
    "settings.previewSwitch": () => ({ toAgents: { moved: 0, kept: 0 }, toBot: { moved: 0, kept: 0 } }),
    "settings.setAssigning": ({ policy, equalLoad, capacity }) => {
      const was = stored.view.settings.assigning;
      return change({
        assigning: {
          policy: policy ?? was.policy,
          equalLoad: equalLoad ?? was.equalLoad,
          capacity: capacity ?? was.capacity,
        },
      });
    },
    "settings.setFallbacks": ({ onPersonAsked, onBotUnsure }) => {
      const was = stored.view.settings.fallbacks;
      return change({
        fallbacks: {
          onPersonAsked: onPersonAsked ?? was.onPersonAsked,
          onBotUnsure: onBotUnsure ?? was.onBotUnsure,
        },
      });
    },
    "settings.setSessions": (sessions) => change({ sessions }),
    "settings.setHours": (hours) => change({ hours }),
    "settings.setSites": ({ sites }) => change({ sites }),
    "settings.setWidget": (widget) => change({ widget }),
    "settings.setChatbot": ({ token, ...chatbot }) => {
      if (token !== null) stored.view = { ...stored.view, tokenHint: token === "" ? null : token.slice(-4) };
      return change({ chatbot });
    },
  });
  return stored;
}

/** Changes the stored settings as somebody else would, and makes the app read them again. */
export async function changeElsewhere(page: Page, stored: StoredSettings, part: Partial<Settings>) {
  stored.view = { ...stored.view, settings: { ...stored.view.settings, ...part } };
  await act(() => queryClient.invalidateQueries());
  await page.settle();
}
