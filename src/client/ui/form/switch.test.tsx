import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen } from "@testing-library/react";
import { Switch } from "./switch.tsx";

const page = openPage();

test.each([true, false])("a switch that is %p says so, and a click asks for the other", async (checked) => {
  const onChange = mock();
  page.draw(<Switch label="Use knowledge base" checked={checked} onChange={onChange} />);

  await page.user.click(screen.getByRole("switch", { name: "Use knowledge base", checked }));

  expect(onChange.mock.calls).toEqual([[!checked]]);
});

test("a disabled switch cannot be turned", async () => {
  const onChange = mock();
  page.draw(<Switch label="Use knowledge base" checked disabled onChange={onChange} />);

  await page.user.click(screen.getByRole("switch", { name: "Use knowledge base" }));

  expect(onChange).not.toHaveBeenCalled();
});
