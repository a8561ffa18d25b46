import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import { Headset } from "lucide-react";
import { RadioCard } from "./radio-card.tsx";

const page = openPage();

function drawCard(changes: { checked?: boolean; disabled?: boolean } = {}) {
  const onChoose = mock();
  page.draw(
    <RadioCard
      group="who"
      name="Live agents"
      icon={Headset}
      tone="live"
      checked={false}
      disabled={false}
      onChoose={onChoose}
      {...changes}
    >
      Messages go to the queue.
    </RadioCard>,
  );
  return { onChoose, radio: screen.getByRole<HTMLInputElement>("radio", { name: "Live agents" }) };
}

test("the whole card can be clicked", async () => {
  const { onChoose } = drawCard();

  await page.user.click(screen.getByText("Messages go to the queue."));

  expect(onChoose).toHaveBeenCalledTimes(1);
});

test("it is named by its title and described by the rest", () => {
  const { radio } = drawCard();

  const description = document.getElementById(radio.getAttribute("aria-describedby") ?? "");
  expect(description?.textContent).toBe("Messages go to the queue.");
});

test("the chosen card is the checked one", () => {
  expect(drawCard({ checked: true }).radio.checked).toBe(true);
});

test("a card that is not chosen is not checked", () => {
  expect(drawCard().radio.checked).toBe(false);
});

test("a disabled card cannot be chosen", async () => {
  const { onChoose, radio } = drawCard({ disabled: true });

  await page.user.click(radio);

  expect(onChoose).not.toHaveBeenCalled();
});
