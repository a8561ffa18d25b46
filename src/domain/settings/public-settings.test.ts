import { expect, test } from "bun:test";
import { defaultSettings } from "../model/settings.ts";
import { brandTheme } from "./brand-theme.ts";
import { publicSettings } from "./public-settings.ts";

test("everybody may know the look, who answers, and when an idle chat ends, and nothing else", () => {
  const settings = defaultSettings("Fern & Kettle", 0);

  expect(publicSettings(settings)).toEqual({
    companyName: "Fern & Kettle",
    greeting: "Hi. How can we help?",
    brandColour: "#036c75",
    brand: { light: brandTheme("#036c75", "light"), dark: brandTheme("#036c75", "dark") },
    answers: "bot",
    botName: "Chatbot",
    onPersonAsked: "queue",
    limitMs: 300_000,
  });
});
