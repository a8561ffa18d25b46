import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen, within } from "@testing-library/react";
import { RadioGroup } from "./radio-group.tsx";

const page = openPage();

const options = [
  { value: "agent", label: "Agent" },
  { value: "admin", label: "Admin" },
] as const;

function radio(name: string) {
  const group = screen.getByRole("radiogroup", { name: "Role" });
  return within(group).getByRole<HTMLInputElement>("radio", { name });
}

test("the value's choice is the checked one", () => {
  page.draw(<RadioGroup label="Role" value="admin" options={options} onChange={() => {}} />);

  expect(radio("Admin").checked).toBe(true);
  expect(radio("Agent").checked).toBe(false);
});

test("choosing hands over the value of what was chosen", async () => {
  const onChange = mock();
  page.draw(<RadioGroup label="Role" value="agent" options={options} onChange={onChange} />);

  await page.user.click(radio("Admin"));

  expect(onChange.mock.calls).toEqual([["admin"]]);
});

test("a disabled group cannot be chosen from", async () => {
  const onChange = mock();
  page.draw(<RadioGroup label="Role" value="agent" options={options} disabled onChange={onChange} />);

  await page.user.click(radio("Admin"));

  expect(onChange).not.toHaveBeenCalled();
});

test("two groups of the same name do not share their choice", () => {
  page.draw(
    <>
      <RadioGroup label="Role" value="agent" options={options} onChange={() => {}} />
      <RadioGroup label="Role" value="admin" options={options} onChange={() => {}} />
    </>,
  );

  const [one, , other] = screen.getAllByRole<HTMLInputElement>("radio");
  expect(one?.name).not.toBe(other?.name);
});
