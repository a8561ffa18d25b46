import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { useState } from "react";
import { AutosaveNote } from "./autosave-note.tsx";
import { useAutosave } from "./use-autosave.ts";

const page = openPage();

/** A server that responds when the test tells it to. */
class SlowServer {
  readonly sent: string[] = [];
  readonly #waiting: PromiseWithResolvers<void>[] = [];

  save(value: string): Promise<void> {
    this.sent.push(value);
    const answer = Promise.withResolvers<void>();
    this.#waiting.push(answer);
    return answer.promise;
  }

  async succeed(which: number): Promise<void> {
    this.#waiting[which]?.resolve();
    await page.settle();
  }

  async fail(which: number): Promise<void> {
    this.#waiting[which]?.reject(new Error("no"));
    await page.settle();
  }
}

function Setting({ server }: { server: SlowServer }) {
  const [stored, setStored] = useState("red");
  const choice = useAutosave(stored, (value) => server.save(value).then(() => setStored(value)));
  return (
    <>
      <p>{`Shown: ${choice.shown}`}</p>
      {["red", "green", "blue"].map((colour) => (
        <button key={colour} type="button" onClick={() => choice.choose(colour)}>
          {colour}
        </button>
      ))}
      <AutosaveNote of={choice} />
    </>
  );
}

function drawSetting() {
  const server = new SlowServer();
  page.draw(<Setting server={server} />);
  return server;
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
}

function shown() {
  return screen.getByText(/^Shown: /).textContent?.slice("Shown: ".length);
}

function note() {
  return screen.getByRole("status").textContent;
}

test("a choice is shown at once and called saved once it is", async () => {
  const server = drawSetting();

  await press("green");
  expect(shown()).toBe("green");
  expect(note()).toBe("");

  await server.succeed(0);
  expect(shown()).toBe("green");
  expect(note()).toBe("Saved · Undo");
});

test("a choice that was not saved is taken back, and there is nothing to undo", async () => {
  const server = drawSetting();

  await press("green");
  await server.fail(0);

  expect(shown()).toBe("red");
  expect(note()).toBe("Not changed. Try again.");
});

test("what is shown already is not saved again", async () => {
  const server = drawSetting();

  await press("red");
  await press("green");
  await press("green");

  expect(server.sent).toEqual(["green"]);
});

test("undo saves what stood before, and cannot be undone itself", async () => {
  const server = drawSetting();
  await press("green");
  await server.succeed(0);

  await press("Undo");
  expect(shown()).toBe("red");
  await server.succeed(1);

  expect(server.sent).toEqual(["green", "red"]);
  expect(note()).toBe("Saved");
});

test("whoever chooses faster than the server answers sees what became of the last choice", async () => {
  const server = drawSetting();
  await press("green");
  await press("blue");

  await server.fail(0);
  expect(shown()).toBe("blue");
  expect(note()).toBe("");

  await server.succeed(1);
  expect(shown()).toBe("blue");
  expect(note()).toBe("Saved · Undo");
});
