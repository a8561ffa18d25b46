import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { AuthCard } from "./auth-card.tsx";

const page = openPage();

test("the card is named by its title, in its heading and in the tab", () => {
  page.draw(
    <AuthCard title="Join Fern">
      <p>fields</p>
    </AuthCard>,
  );

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Join Fern");
  expect(document.title).toBe("Join Fern · Switchboard");
});

test("a hint stands below the title, if there is one", () => {
  const { container } = page.draw(
    <AuthCard title="Join Fern" hint="Olga invites you.">
      <p>fields</p>
    </AuthCard>,
  );

  expect(container.textContent).toBe("SwitchboardJoin FernOlga invites you.fields");
});
