import { expect, test } from "bun:test";
import { settings } from "#locales/en/settings.ts";
import { advice } from "../../../test/advice.ts";
import { POLICIES } from "../model/settings.ts";
import { SEED_ARTICLES } from "./seed-articles.ts";

const EXPLAIN = advice`Say what the policy does in the article about sharing out chats, in ${"src/domain/knowledge/seed-articles.ts"}: the built-in chatbot answers from it.`;

test.each(POLICIES)(
  "an article explains the assignment policy %s, by the name it has on the settings page",
  (policy) => {
    const name = `**${settings.answering.policy[policy]}**`;

    expect(
      SEED_ARTICLES.some(({ text }) => text.includes(name)),
      `${EXPLAIN} No article has ${name}.`,
    ).toBe(true);
  },
);
