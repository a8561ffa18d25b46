import { expect, test } from "bun:test";
import { configFor } from "../testing/ask-bot.ts";
import { listModels } from "./list-models.ts";

/** The models named by a server that answers so. */
function modelsOf(answer: unknown, status = 200): Promise<string[]> {
  const fetch = async () => new Response(JSON.stringify(answer), { status });
  return listModels({ ...configFor("https://bot.example/v1"), fetch }, new AbortController().signal);
}

test("the models of a server are at most twenty, by names of at most a hundred characters", async () => {
  const ids = [
    "tea\u0000-1",
    "x".repeat(101),
    "",
    7,
    null,
    ...Array.from({ length: 20 }, (_, at) => `m${at}`),
  ];
  const names = await modelsOf({ data: [...ids.map((id) => ({ id })), "tea", null] });
  expect(names).toHaveLength(20);
  expect(names.slice(0, 3)).toEqual(["tea-1", "x".repeat(100), "m0"]);
});

test.each([[{}], [{ data: null }], [{ data: "tea" }], [[]], [null]])(
  "no models are named by %j",
  async (answer) => {
    expect(await modelsOf(answer)).toEqual([]);
  },
);

test("a server that refuses to list its models names none", async () => {
  expect(await modelsOf({ data: [{ id: "tea-1" }] }, 401)).toEqual([]);
});
