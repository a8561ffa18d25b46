import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { fireEvent, screen } from "@testing-library/react";
import { SelectField } from "./select-field.tsx";

const page = openPage();

const options = [
  { value: "ever", label: "forever" },
  { value: "days", label: "for days" },
] as const;

function drawSelect(disabled = false) {
  const onChange = mock();
  page.draw(
    <SelectField label="Keep" value="ever" options={options} disabled={disabled} onChange={onChange} />,
  );
  return { onChange, select: screen.getByRole<HTMLSelectElement>("combobox", { name: "Keep" }) };
}

test("the value is shown, and choosing hands over another", async () => {
  const { select, onChange } = drawSelect();
  expect(select.value).toBe("ever");

  await page.user.selectOptions(select, "for days");

  expect(onChange.mock.calls).toEqual([["days"]]);
});

test("a value that is none of the options is not handed over", () => {
  const { select, onChange } = drawSelect();
  select.append(Object.assign(document.createElement("option"), { value: "else" }));

  fireEvent.change(select, { target: { value: "else" } });

  expect(onChange).not.toHaveBeenCalled();
});

test("a disabled list cannot be chosen from", async () => {
  const { select, onChange } = drawSelect(true);

  await page.user.selectOptions(select, "for days");

  expect(onChange).not.toHaveBeenCalled();
});
