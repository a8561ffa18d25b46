import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { Dialog } from "./dialog.tsx";

const page = openPage();

test("a window is named by its title and stands over the page", () => {
  page.draw(
    <Dialog title="Invite people" onClose={() => {}}>
      text
    </Dialog>,
  );

  const dialog = screen.getByRole<HTMLDialogElement>("dialog", { name: "Invite people" });
  expect(dialog.open).toBe(true);
});

test("Escape asks its owner to close it, who may leave it open", () => {
  const onClose = mock();
  page.draw(
    <Dialog title="Invite people" onClose={onClose}>
      text
    </Dialog>,
  );
  const dialog = screen.getByRole<HTMLDialogElement>("dialog");

  // The event that a browser sends for Escape in a modal dialog.
  const closesByItself = fireEvent(dialog, new Event("cancel", { cancelable: true }));

  expect(onClose).toHaveBeenCalledTimes(1);
  expect(closesByItself).toBe(false);
  expect(dialog.open).toBe(true);
});

test("the focus goes back to where it was before", async () => {
  page.draw(<Opener />);
  const opener = screen.getByRole("button", { name: "Open" });

  await page.user.click(opener);
  await page.user.type(screen.getByRole("textbox", { name: "Inside" }), "x");
  await page.user.keyboard("{Enter}");

  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(opener);
});

function Opener() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {isOpen && (
        <Dialog title="Invite people" onClose={() => {}}>
          <form onSubmit={() => setOpen(false)}>
            <input aria-label="Inside" />
          </form>
        </Dialog>
      )}
    </>
  );
}
