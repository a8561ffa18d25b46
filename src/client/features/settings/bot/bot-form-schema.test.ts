import { expect, test } from "bun:test";
import { defaultSettings } from "#domain/model/settings.ts";
import { botFormResolver, botFormSchema, toInput, toValues } from "./bot-form-schema.ts";

const STORED = defaultSettings("Fern & Kettle", 0).chatbot;
const TYPED = { ...toValues(STORED), url: "https://bot.example.com/v1", model: "gpt-x" };

function problems(change: object): unknown[] {
  const read = botFormSchema.safeParse({ ...TYPED, ...change });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
}

test("what is stored can be saved again, built-in or connected", () => {
  expect(problems(toValues(STORED))).toEqual([]);
  expect(problems({})).toEqual([]);
});

test("an address has to be one, http is left to the server to judge", () => {
  expect(problems({ url: "bot.example.com" })).toEqual(["url"]);
  expect(problems({ url: "ftp://bot.example.com" })).toEqual(["url"]);
  expect(problems({ url: "javascript:alert(1)" })).toEqual(["url"]);
  expect(problems({ url: "http://localhost:11434/v1" })).toEqual([]);
});

test("a server of one's own needs a model, the built-in chatbot none", () => {
  expect(problems({ model: " " })).toEqual(["model"]);
  expect(problems({ url: "", model: "" })).toEqual([]);
});

test("the time-out is a whole number of seconds from 5 to 60", () => {
  const faulty = [4, 61, 5.5, Number.NaN].filter(
    (timeoutSeconds) => problems({ timeoutSeconds })[0] === "timeoutSeconds",
  );
  expect(faulty).toHaveLength(4);
  expect(problems({ timeoutSeconds: 60 })).toEqual([]);
});

test("a token whose field is shut stays as it is stored; an open one says what it holds, even nothing", () => {
  expect(toInput(TYPED, false).token).toBeNull();
  expect(toInput({ ...TYPED, token: "sk-1" }, true).token).toBe("sk-1");
  expect(toInput(TYPED, true).token).toBe("");
  expect(toInput(TYPED, false).timeoutMs).toBe(20_000);
});

test("what the server would refuse as too long is refused in the form, and said by the field", async () => {
  const long = {
    url: `https://a.test/${"a".repeat(2_000)}`,
    model: "a".repeat(201),
    instructions: "a".repeat(8_001),
    name: "a".repeat(81),
    token: "a".repeat(4_001),
  };
  for (const [field, value] of Object.entries(long)) expect(problems({ [field]: value })).toEqual([field]);
  const options = { fields: {}, shouldUseNativeValidation: false };

  const { errors } = await botFormResolver({ ...TYPED, ...long }, undefined, options);

  expect(Object.values(errors).map((error) => error.message)).toEqual(
    [2_000, 200, 8_000, 80, 4_000].map((max) => `At most ${max} characters.`),
  );
});

test("each fault has its words", async () => {
  const faulty = { ...TYPED, url: "a.test", timeoutSeconds: 61, name: " " };
  const options = { fields: {}, shouldUseNativeValidation: false };

  const { errors } = await botFormResolver(faulty, undefined, options);

  expect(Object.entries(errors).map(([field, { message = "" }]) => [field, message.slice(0, 16)])).toEqual([
    ["url", "Enter an address"],
    ["name", "Enter the name c"],
    ["timeoutSeconds", "Between 5 and 60"],
  ]);
});
