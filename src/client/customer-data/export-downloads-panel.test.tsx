import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { markErased } from "../live/erased-customers.ts";
import { fakeFetch } from "../testing/fake-fetch.ts";
import { refusal, serverError } from "../testing/fake-server.ts";
import { openPage } from "../testing/page.tsx";
import { stub } from "../testing/stub.ts";
import { ExportDownloadsPanel } from "./export-downloads-panel.tsx";
import { useExportDownload } from "./use-export-download.ts";

const page = openPage();
const HREF = "/export/customers/cus_maria";

/** A page with a button that downloads the data of a customer. */
function Page() {
  const download = useExportDownload();
  return (
    <>
      <button onClick={() => void download({ id: "cus_maria", name: "Maria" })}>
        <span>Download</span>
      </button>
      <ExportDownloadsPanel />
    </>
  );
}

/** Opens it beside a server that sends what the test gives it, and records the files that are saved. */
function open(mayExport: () => Record<string, never> = () => ({})) {
  const saved: string[] = [];
  let body: ReadableStreamDefaultController<Uint8Array> | null = null;
  stub(HTMLAnchorElement.prototype, "click", function click(this: HTMLAnchorElement) {
    saved.push(this.getAttribute("download") ?? "");
  });
  stub(URL, "createObjectURL", () => "blob:1");
  const requests = fakeFetch(() => {
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (body = controller) });
    return new Response(stream, {
      headers: { "content-disposition": 'attachment; filename="switchboard-customer-2026-11-30.jsonl"' },
    });
  });
  page.server.answers = { "privacy.mayExport": mayExport };
  page.draw(<Page />);
  return {
    saved,
    requests,
    async send(...lines: object[]) {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
      body?.enqueue(new TextEncoder().encode(text));
      await page.settle();
    },
    async close() {
      body?.close();
      await page.settle();
    },
    async breakOff() {
      body?.error(new TypeError("network"));
      await page.settle();
    },
  };
}

async function press(name: string) {
  fireEvent.click(screen.getByRole("button", { name }));
  await page.settle();
}

const status = () => screen.queryByRole("status")?.textContent ?? null;
const HEADER = { export: "switchboard", version: 2, expectedRows: 12_400 };
const rows = (count: number) => Array.from({ length: count }, (_, no) => ({ table: "fact", row: { no } }));

describe("a download of an export", () => {
  test("shows how far it is, and is saved once its last line has come", async () => {
    const server = open();
    await press("Download");
    expect(status()).toBe("Counting…");

    await server.send(HEADER, ...rows(1_200));
    expect(status()).toBe("1,200 of 12,400 entries");
    expect(screen.getByRole("progressbar").getAttribute("value")).toBe("1200");
    expect(server.saved).toEqual([]);
    await server.send({ end: true, rows: 1_200 });
    await server.close();

    expect(server.saved).toEqual(["switchboard-customer-2026-11-30.jsonl"]);
    expect(status()).toBe("Downloaded, with 1,200 entries.");
  });

  test("that breaks off says so, saves nothing, and can be tried again", async () => {
    const server = open();
    await press("Download");
    await server.send(HEADER, ...rows(3));
    await server.breakOff();

    expect(status()).toBe("The download broke off, and nothing was saved.");
    expect(server.saved).toEqual([]);
    await press("Try again");
    await server.send(HEADER, ...rows(2), { end: true, rows: 2 });
    await server.close();

    expect(server.saved).toHaveLength(1);
    expect(page.server.inputs("privacy.mayExport")).toHaveLength(2);
  });

  test("that ends without its last line, or with fewer rows than that says, is not whole", async () => {
    for (const last of [[], [{ end: true, rows: 4 }]]) {
      const server = open();
      await press("Download");
      await server.send(HEADER, ...rows(3), ...last);
      await server.close();

      expect([status(), server.saved]).toEqual(["The download broke off, and nothing was saved.", []]);
      await press("Dismiss");
      screen.getByRole("button", { name: "Download" }).parentElement?.remove();
    }
  });

  test("that the server stops says why", async () => {
    const server = open();
    await press("Download");
    await server.send(HEADER, ...rows(1), { end: false, why: "erased", rows: 1 });
    await server.breakOff();

    expect(status()).toBe("Not downloaded: the customer was erased.");
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  test("can be cancelled, and nothing is saved then", async () => {
    const server = open();
    await press("Download");
    await server.send(HEADER, ...rows(1));
    await press("Cancel");
    await server.send({ end: true, rows: 1 });
    await server.close();

    expect(screen.queryByRole("region", { name: "Downloads" })).toBeNull();
    expect(server.saved).toEqual([]);
  });

  test("of a customer who is erased goes from the screen, and is broken off", async () => {
    const server = open();
    await press("Download");
    await server.send(HEADER, ...rows(1));
    act(() => markErased(["cus_maria"]));
    await server.send({ end: true, rows: 1 });
    await server.close();

    expect(screen.queryByRole("region", { name: "Downloads" })).toBeNull();
    expect(server.saved).toEqual([]);
  });

  test("that is running is not begun a second time", async () => {
    const server = open();
    await press("Download");
    await press("Download");

    expect(server.requests.map(({ path }) => path)).toEqual([HREF]);
  });

  test("does not begin when it is not allowed, and does when nobody could say", async () => {
    const refused = open(() => {
      throw refusal("session-unknown");
    });
    await press("Download");
    expect(refused.requests).toEqual([]);

    page.server.answers["privacy.mayExport"] = () => {
      throw serverError();
    };
    await press("Download");
    await page.pass(10_000);
    expect(refused.requests.map(({ path }) => path)).toEqual([HREF]);
  });
});

for (const [httpStatus, text] of [
  [401, "Not downloaded: you are signed out."],
  [403, "Not downloaded: you are not allowed to, or not any more."],
  [404, "Not downloaded: there is no such customer."],
  [429, "Not downloaded: your company has too many exports at the moment. Try again later."],
  [503, "Not downloaded: the server cannot be reached."],
] as const)
  test(`a download that is answered with ${httpStatus} says what that means`, async () => {
    open();
    fakeFetch(() => new Response("no", { status: httpStatus }));
    await press("Download");

    expect(status()).toBe(text);
  });
