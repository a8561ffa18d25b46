import { expect, test } from "bun:test";
import { defaultSettings } from "../model/settings.ts";
import { liveAgents } from "../testing/in-memory-organization.ts";
import { brandTheme } from "./brand-theme.ts";
import { isAvailabilityOver, publicSettings } from "./public-settings.ts";

const settings = defaultSettings("Fern & Kettle", 0);
const ALWAYS_OPEN = { isOpen: true, until: null };

test("everybody may know the look, who answers, whether people do, and when an idle chat ends, and nothing else", () => {
  const present = { opening: ALWAYS_OPEN, isSomebodyAvailable: true };

  expect(publicSettings(settings, present)).toEqual({
    companyName: "Fern & Kettle",
    greeting: "Hi. How can we help?",
    brandColour: "#036c75",
    brand: { light: brandTheme("#036c75", "light"), dark: brandTheme("#036c75", "dark") },
    answers: "bot",
    availability: { state: "open", until: null, takesChats: true },
    botName: "Chatbot",
    onPersonAsked: "queue",
    limitMs: 300_000,
  });
});

/** Who answers new chats at seven, and whether people do, when the company opens or closes at nine. */
function shown(isOpen: boolean, isSomebodyAvailable: boolean, outside: "bot" | "message" = "bot") {
  const live = liveAgents({ ...settings, hours: { ...settings.hours, outside } });
  const { answers, availability } = publicSettings(live, {
    opening: { isOpen, until: 9 },
    isSomebodyAvailable,
  });
  return { answers, ...availability };
}

test("within the hours it is said whether anybody is there", () => {
  expect(shown(true, true)).toEqual({ answers: "agents", state: "open", until: 9, takesChats: true });
  expect(shown(true, false)).toEqual({ answers: "agents", state: "nobody", until: 9, takesChats: true });
});

test("outside the hours the chatbot answers, even if live agents would, or a message is taken", () => {
  expect(shown(false, true)).toEqual({ answers: "bot", state: "closed", until: 9, takesChats: true });
  expect(shown(false, true, "message")).toMatchObject({ state: "closed", takesChats: false });
});

function of(state: "open" | "closed" | "nobody", until: number | null) {
  return { state, until, takesChats: true };
}

test("what was said is over at the next change of the hours, and within them when the last one leaves or one comes", () => {
  expect([8, 9, 10].map((now) => isAvailabilityOver(of("open", 9), now, true))).toEqual([false, true, true]);
  expect([true, false].map((is) => isAvailabilityOver(of("open", null), 8, is))).toEqual([false, true]);
  expect([true, false].map((is) => isAvailabilityOver(of("nobody", null), 8, is))).toEqual([true, false]);
  expect([true, false].map((is) => isAvailabilityOver(of("closed", 9), 8, is))).toEqual([false, false]);
});
