import { describe, expect, test } from "bun:test";
import * as z from "zod/mini";
import { answersSchema, assigningSchema, fallbacksSchema } from "./answering-schemas.ts";
import { isBotUrl } from "./bot-connection.ts";
import { botFields, botSchema, botToken } from "./bot-schema.ts";
import { privacySchema } from "./privacy-schema.ts";
import { sessionsSchema } from "./sessions-schema.ts";
import { sitesSchema } from "./sites-schema.ts";
import { emailAddress, freeText, personName } from "./text-schemas.ts";
import { widgetFields, widgetSchema } from "./widget-schema.ts";

/** Which of the values a schema accepts. */
function accepted(schema: z.ZodMiniType, values: readonly unknown[]): unknown[] {
  return values.filter((value) => z.safeParse(schema, value).success);
}
const long = (length: number) => "x".repeat(length);

const sessions = (limitMs: number, warningMs: number) => ({ limitMs, warningMs });

const longest = (schema: z.ZodMiniType, length: number) =>
  [length, length + 1].map((each) => z.safeParse(schema, long(each)).success);

const url = (length: number) => `https://${long(length - "https://".length)}`;

const sites = (count: number) => ({ sites: Array.from({ length: count }, (_, at) => `a${at}.example`) });

const host = (length: number) => `${`${long(63)}.`.repeat(5).slice(0, length - 2)}.x`;

describe("the bounds of settings", () => {
  test("a chat ends after 10 seconds to 60 minutes, in whole seconds", () => {
    const limits = [9_000, 10_000, 10_001, 11_000, 3_600_000, 3_601_000];

    expect(accepted(sessionsSchema.shape.limitMs, limits)).toEqual([10_000, 11_000, 3_600_000]);
  });

  test("the warning comes 5 seconds to 60 minutes before, in whole seconds", () => {
    const warnings = [4_000, 5_000, 5_500, 3_600_000, 3_601_000];

    expect(accepted(sessionsSchema.shape.warningMs, warnings)).toEqual([5_000, 3_600_000]);
    expect(accepted(sessionsSchema, [sessions(10_000, 5_000), { limitMs: 10_000 }])).toHaveLength(1);
  });

  test("chats are kept for a day to ten years, or for ever", () => {
    const days = [0, 1, 1.5, 3_650, 3_651, null].map((keepDays) => ({ keepDays }));

    expect(accepted(privacySchema, days)).toEqual([{ keepDays: 1 }, { keepDays: 3_650 }, { keepDays: null }]);
  });

  test("an agent has one to fifty chats at a time", () => {
    const capacities = [0, 1, 2.5, 50, 51].map((capacity) => ({ capacity }));

    expect(accepted(assigningSchema, capacities)).toEqual([{ capacity: 1 }, { capacity: 50 }]);
  });

  test("a chatbot has 5 to 60 seconds to begin, in whole seconds", () => {
    expect(accepted(botFields.timeoutMs, [4_000, 5_000, 5_001, 60_000, 61_000])).toEqual([5_000, 60_000]);
  });

  test("texts have a longest length", () => {
    expect(longest(botFields.model, 200)).toEqual([true, false]);
    expect(longest(botFields.instructions, 8_000)).toEqual([true, false]);
    expect(longest(botFields.name, 80)).toEqual([true, false]);
    expect(longest(botToken, 4_000)).toEqual([true, false]);
    expect(longest(widgetFields.companyName, 80)).toEqual([true, false]);
    expect(longest(widgetFields.greeting, 300)).toEqual([true, false]);
    expect(accepted(botFields.url, [url(2_000), url(2_001)])).toEqual([url(2_000)]);
  });

  test("fifty sites at most, each of at most 261 characters", () => {
    expect(accepted(sitesSchema, [sites(50), sites(51)])).toEqual([sites(50)]);
    expect([host(261), host(262)].map((text) => text.length)).toEqual([261, 262]);
    expect(accepted(sitesSchema, [{ sites: [host(261)] }, { sites: [host(262)] }])).toHaveLength(1);
    expect(accepted(sitesSchema, [{ sites: ["https://fern.shop"] }])).toEqual([]);
  });
});

describe("choices", () => {
  test("are those that are there, and no others", () => {
    expect(accepted(answersSchema, ["bot", "agents", "", "nobody"])).toEqual(["bot", "agents"]);
    const policies = ["least-busy", "take-turns", "random", ""].map((policy) => ({ policy }));
    expect(accepted(assigningSchema, policies)).toEqual(policies.slice(0, -1));
    const ties = ["take-turns", "random", "least-busy", ""].map((equalLoad) => ({ equalLoad }));
    expect(accepted(assigningSchema, ties)).toEqual(ties.slice(0, 2));
    const asked = ["queue", "confirm", ""].map((onPersonAsked) => ({ onPersonAsked }));
    expect(accepted(fallbacksSchema, asked)).toEqual(asked.slice(0, 2));
    const unsure = ["offer-person", "queue", ""].map((onBotUnsure) => ({ onBotUnsure }));
    expect(accepted(fallbacksSchema, unsure)).toEqual(unsure.slice(0, 2));
  });

  test("left out stay as they are, and unknown fields are refused", () => {
    expect(accepted(assigningSchema, [{}, { colour: "red" }])).toEqual([{}]);
    expect(accepted(fallbacksSchema, [{}, { colour: "red" }])).toEqual([{}]);
  });
});

describe("a chatbot's address", () => {
  test("is empty, or of HTTP or HTTPS", () => {
    const urls = [
      "",
      " ",
      "http://a.test",
      "https://a.test/v1",
      "ftp://a.test",
      "a.test",
      "javascript:alert(1)",
      "httpss://a",
    ];

    expect(urls.filter(isBotUrl)).toEqual(["", " ", "http://a.test", "https://a.test/v1"]);
    expect(accepted(botFields.url, urls)).toEqual(["", " ", "http://a.test", "https://a.test/v1"]);
    expect(z.parse(botFields.url, " https://a.test ")).toBe("https://a.test");
  });

  test("is stored with its token, which may be kept, replaced or removed", () => {
    const fields = {
      url: "",
      model: "",
      instructions: "",
      timeoutMs: 5_000,
      name: "Robin",
      usesKnowledge: true,
    };
    const tokens = [null, "", "secret"].map((token) => ({ ...fields, token }));

    expect(accepted(botSchema, [...tokens, fields])).toEqual(tokens);
  });
});

describe("the look of the widget", () => {
  const look = { companyName: "Fern", greeting: "Hi", brandColour: "#036c75" };

  test("has a name, a greeting and a colour", () => {
    const without = [{ companyName: " " }, { greeting: " " }, { brandColour: "red" }].map((part) => ({
      ...look,
      ...part,
    }));

    expect(accepted(widgetSchema, [look, ...without])).toEqual([look]);
  });
});

const address = (length: number) => `${long(length - "@fern.shop".length)}@fern.shop`;

describe("typed texts", () => {
  test("are stored without blank edges, without U+0000 and without halves of characters", () => {
    expect(z.parse(freeText(10), "  a\0b \n")).toBe("ab");
    expect(z.parse(freeText(10), "a\uD83D")).toBe("a\uFFFD");
    expect(z.parse(freeText(10), "\u200B \u2800")).toBe("");
  });

  test("of names are one line of what is seen", () => {
    expect(z.parse(personName, " Ana \n\u200B Lee ")).toBe("Ana Lee");
    expect(accepted(personName, ["", " ", "\u200B", long(81), `${long(80)} `])).toEqual([`${long(80)} `]);
  });

  test("of addresses lose what stands around them, and may have 254 characters", () => {
    expect(z.parse(emailAddress, " Ana <ana@fern.shop> ")).toBe("ana@fern.shop");
    expect(accepted(emailAddress, ["", "ana", "ana@", address(255), address(254)])).toEqual([address(254)]);
  });
});
