import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { refusal } from "../../testing/fake-server.ts";
import { newMe } from "../../testing/fixtures.ts";
import { ProfilePage } from "./profile-page.tsx";

const page = openPage();

function draw(publicName: string | null = null) {
  page.server.answers = { "agent.setPublicName": () => ({}) };
  page.me = newMe({ name: "Ana", publicName });
  page.draw(<ProfilePage />);
  return screen.getByLabelText<HTMLInputElement>("Public name");
}

async function save() {
  await page.user.click(screen.getByRole("button", { name: "Save public name" }));
  await page.settle();
}

const sent = () => page.server.inputs("agent.setPublicName");

test("shows one's own name, and the one that customers read", () => {
  expect(draw("Robin").value).toBe("Robin");
  expect(screen.getByText("Ana")).toBeDefined();
});

test("a public name is saved as it is seen, and an empty one is none", async () => {
  const field = draw();
  await page.user.type(field, "  Robin ");
  await save();
  expect(screen.getByRole("status").textContent).toBe("Saved.");
  await page.user.clear(field);
  await save();

  expect(sent()).toEqual([{ publicName: "Robin" }, { publicName: null }]);
});

test.each([
  ["R\u200Bobin", "This name has characters that are not seen. Type it by hand."],
  ["Robin\u202E", "This name has characters that are not seen. Type it by hand."],
  ["\u200B", "This name has characters that are not seen. Type it by hand."],
  ["a".repeat(81), "At most 80 characters."],
])("%j is not sent", async (typed, error) => {
  const field = draw();
  await page.user.click(field);
  await page.user.paste(typed);
  await save();

  expect(screen.getByRole("alert").textContent).toContain(error);
  expect(sent()).toEqual([]);
});

test("the company's name is refused, and what was typed stays", async () => {
  const field = draw();
  page.server.answers["agent.setPublicName"] = () => {
    throw refusal("name-of-company");
  };
  await page.user.type(field, "Fern");
  await save();

  expect(screen.getByRole("alert").textContent).toContain("for the company itself");
  expect(field.value).toBe("Fern");
});
