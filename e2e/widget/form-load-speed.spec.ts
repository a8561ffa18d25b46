import { expect, type Page } from "playwright/test";
import { plainPage } from "../support/embedding-site.ts";
import { test, type Testbed } from "../support/testbed.ts";

const RUNS = 5;
const SLOWER = 4;
const HOVER_MS = 300;
/** Several times the budget. This test measures, and fails only if the time is far off. */
const FAR_TOO_SLOW_MS = 4_000;

test("the form is usable soon after the click (measured at four times CPU throttling)", async ({
  testbed,
  browser,
}, info) => {
  testbed.embeddingSite.put("/", plainPage({ chatUrl: testbed.url, widgetKey: testbed.widgetKey }));
  for (const hover of [false, true]) {
    const measured: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const context = await browser.newContext();
      await context.addInitScript(recordWhenUsable);
      measured.push(await measure(testbed, await context.newPage(), hover));
      await context.close();
    }
    const median = Math.round(measured.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0);
    const line = `click → form usable at ${SLOWER}× CPU throttling, ${hover ? `after ${HOVER_MS} ms of hover` : "without hover"}: ${median} ms (median of ${RUNS}: ${measured.map(Math.round).join(", ")})`;
    info.annotations.push({ type: "measured", description: line });
    process.stdout.write(`    ${line}\n`);
    expect(median).toBeLessThan(FAR_TOO_SLOW_MS);
  }
});

/** Records, in every frame, when the name field is first usable. */
function recordWhenUsable(): void {
  const check = () => {
    const field = document.querySelector<HTMLInputElement>("input#name");
    if (field !== null && field.offsetWidth > 0 && document.activeElement === field) {
      Object.assign(window, { usableAt: performance.timeOrigin + performance.now() });
    } else requestAnimationFrame(check);
  };
  addEventListener(
    "pointerdown",
    () => Object.assign(window, { pressedAt: performance.timeOrigin + performance.now() }),
    { capture: true, once: true },
  );
  requestAnimationFrame(check);
}

async function measure(testbed: Testbed, page: Page, hover: boolean): Promise<number> {
  await slowDown(page);
  page.on("frameattached", (frame) => void slowDown(page, frame).catch(() => {}));
  await page.goto(testbed.embeddingSite.origin);
  const bubble = page.getByRole("button", { name: "Open chat", exact: true });
  await expect(bubble).toBeVisible();
  const box = await bubble.boundingBox();
  if (box === null) throw new Error("the bubble has no size");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (hover) {
    await page.mouse.move(x, y);
    const since = Date.now();
    await expect.poll(() => Date.now() - since, { intervals: [HOVER_MS] }).toBeGreaterThanOrEqual(HOVER_MS);
  }
  await page.mouse.click(x, y);
  const usableAt = async () => (await page.frames().at(-1)?.evaluate(read, "usableAt")) ?? 0;
  await expect.poll(usableAt).toBeGreaterThan(0);
  return (await usableAt()) - (await page.evaluate(read, "pressedAt"));
}

function read(name: string): number {
  return name in window ? Number(Reflect.get(window, name)) : 0;
}

async function slowDown(
  page: Page,
  frame?: Parameters<ReturnType<Page["context"]>["newCDPSession"]>[0],
): Promise<void> {
  const session = await page.context().newCDPSession(frame ?? page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
}
