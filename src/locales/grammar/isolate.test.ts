import { expect, test } from "bun:test";
import { account } from "../en/account.ts";
import { agentApp } from "../en/agent-app.ts";
import { installation } from "../en/installation.ts";
import { knowledge } from "../en/knowledge.ts";
import { privacy } from "../en/privacy.ts";
import { settings } from "../en/settings.ts";
import { signIn } from "../en/sign-in.ts";
import { team } from "../en/team.ts";
import { isolate } from "./isolate.ts";

const NAME = "שלום (2)";
/** What is typed from what is read, so that it must be read without isolates. */
const COPIED = `Type “${NAME}” to confirm`;

test("a name that runs from right to left is isolated, and no other is changed", () => {
  expect(isolate(NAME)).toBe(`\u2068${NAME}\u2069`);
  expect(isolate("مريم")).toBe("\u2068مريم\u2069");
  expect(["Maria Lopez", "Łukasz", "名前", "👍", "5 °C"].map(isolate)).toEqual([
    "Maria Lopez",
    "Łukasz",
    "名前",
    "👍",
    "5 °C",
  ]);
});

test("every text of the agents' app with a name in it isolates the name", () => {
  const said = [account, agentApp, installation, knowledge, privacy, settings, signIn, team].flatMap(
    textsWithName,
  );

  expect(said.length).toBeGreaterThan(40);
  expect(said.filter((text) => text !== NAME && !text.includes(isolate(NAME)) && text !== COPIED)).toEqual(
    [],
  );
});

/** What the functions among the texts return for a name, wherever they ask for one. */
function textsWithName(texts: object): string[] {
  return Object.values(texts).flatMap((text: unknown) => {
    if (typeof text === "object" && text !== null) return textsWithName(text);
    if (typeof text !== "function") return [];
    const said: unknown = text(...argumentsFor(String(text)));
    return typeof said === "string" && said.includes(NAME) ? [said] : [];
  });
}

/** One argument for each parameter of a function's source; an object where it takes one apart. */
function argumentsFor(source: string): unknown[] {
  const parts = /^\(?\{([^}]*)\}/.exec(source)?.[1];
  const names = (parts ?? /^\(?([^)=]*)/.exec(source)?.[1] ?? "").split(",").map((name) => name.trim());
  if (parts === undefined) return names.map(argumentFor);
  return [Object.fromEntries(names.map((name) => [name, argumentFor(name)]))];
}

function argumentFor(parameter: string): unknown {
  if (parameter === "by") return { kind: "member", name: NAME };
  if (["titles", "admins", "models"].includes(parameter)) return [NAME];
  if (parameter === "loads") return [isolate(NAME)];
  return /^(name|customer|title|email|address|company|text|before|after|who)$/.test(parameter) ? NAME : 2;
}
