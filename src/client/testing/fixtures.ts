import { type Answers, defaultSettings } from "#domain/model/settings.ts";
import type { CurrentMember } from "#domain/views/current-member.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

let minted = 0;

/** Creates a signed-in member. Each one is different, so that data stored for another is not found. */
export function newMe(changes: Partial<CurrentMember["member"]> = {}): CurrentMember {
  minted += 1;
  return {
    member: {
      id: `mem_${minted}`,
      name: "Ana",
      email: "ana@example.com",
      publicName: null,
      role: "agent",
      available: true,
      capacity: null,
      active: true,
      ...changes,
    },
    orgId: "org_tea",
    companyName: "Tea House",
    widgetKey: "wk_tea",
    hasChats: true,
  };
}

/** Creates the settings of a new company, with the switch in the given position. */
export function newSettingsView({ answers }: { answers: Answers }): SettingsView {
  const settings = defaultSettings("Tea House", 0);
  return {
    settings: { ...settings, switch: { ...settings.switch, answers } },
    tokenHint: null,
    isTokenReadable: true,
    opening: { isOpen: true, until: null, thenUntil: null },
    availableAgents: 1,
    activeAgents: 1,
    botTrouble: null,
  };
}
