import { describe, expect, test } from "bun:test";
import { refusal, serverError } from "../testing/fake-server.ts";
import { openPage } from "../testing/page.tsx";
import { stub } from "../testing/stub.ts";
import { useExportDownload } from "./use-export-download.ts";

const page = openPage();

/** Downloads an export and returns the files the browser was made to save. */
async function download(answer: () => Record<string, never>, times = 1) {
  const saved: string[] = [];
  stub(HTMLAnchorElement.prototype, "click", function click(this: HTMLAnchorElement) {
    if (this.hasAttribute("download")) saved.push(this.getAttribute("href") ?? "");
  });
  page.server.answers = { "privacy.mayExport": answer };
  const { result } = page.drawHook(useExportDownload);
  for (let time = 0; time < times; time += 1) void result.current("/export/customers/cus_maria");
  await page.pass(10_000);
  return saved;
}

describe("saving what there is of somebody", () => {
  test("is left to the browser once it may be", async () => {
    expect(await download(() => ({}))).toEqual(["/export/customers/cus_maria"]);
  });

  test("is not done when it may not be", async () => {
    const refused = download(() => {
      throw refusal("session-unknown");
    });

    expect(await refused).toEqual([]);
  });

  test("is tried all the same when nobody could say", async () => {
    const stumbled = download(() => {
      throw serverError();
    });

    expect(await stumbled).toEqual(["/export/customers/cus_maria"]);
  });

  test("is asked for anew each time", async () => {
    await download(() => ({}));
    await download(() => ({}));

    expect(page.server.inputs("privacy.mayExport")).toHaveLength(2);
  });
});
