import { expect } from "playwright/test";
import { frameworkScripts, hydratedPage } from "../support/framework-pages.ts";
import { plainPage, scriptTag } from "../support/embedding-site.ts";
import { test, type Testbed } from "../support/testbed.ts";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const embedOf = ({ url, widgetKey }: Testbed) => ({ chatUrl: url, widgetKey });

for (const version of ["react18", "react19"] as const) {
  test(`${version} hydrates the whole document around the bubble and rebuilds nothing`, async ({
    testbed,
  }) => {
    const framework = frameworkScripts[version]();
    const widget = await testbed.widgetPage(hydratedPage(framework, scriptTag(embedOf(testbed))));
    await expect(widget.bubble).toBeVisible();
    await widget.page.evaluate("window.hydrate()");
    await widget.page.locator("#count").click();
    await expect(widget.page.locator("#count")).toHaveText("1");

    expect(await widget.page.evaluate("window.errors")).toEqual([]);
    expect(await widget.page.evaluate("window.isKept()")).toBe(true);
    await widget.startChat();
  });
}

test("the bubble returns when the page replaces its body, its document element, or everything", async ({
  testbed,
}) => {
  const widget = await testbed.widgetPage();
  await widget.startChat();
  for (const replace of [
    `document.body.replaceWith(document.createElement("body"))`,
    `document.body.innerHTML = "<main>New</main>"`,
    `document.documentElement.replaceWith(document.documentElement.cloneNode(true))`,
    `document.open(), document.write("<!doctype html><title>New</title><p>New"), document.close()`,
  ]) {
    await widget.page.evaluate(replace);
    await expect(widget.bubble).toBeVisible();
    await expect(widget.bubble).toHaveCount(1);
    await expect(widget.message).toBeVisible();
    await widget.bubble.click();
    await expect(widget.dialog).toBeHidden();
    await widget.bubble.click();
  }
});

for (const style of [
  "transform: scale(1)",
  "filter: grayscale(1)",
  "contain: paint",
  "columns: 3",
  "display: flex; flex-direction: column; justify-content: space-between; gap: 50px; height: 150vh",
  "display: grid; grid-auto-rows: 1fr; height: 150vh",
  "zoom: 2",
]) {
  test(`the bubble stands in the corner and moves nothing on a page with body{${style}}`, async ({
    testbed,
  }) => {
    const { chatUrl, widgetKey } = embedOf(testbed);
    const script = `<style>body{${style}}</style><footer>Imprint</footer>`;
    const widget = await testbed.widgetPage(plainPage({ chatUrl, widgetKey }, { script }));
    const places = () =>
      widget.page.evaluate(() =>
        Array.from(
          document.querySelectorAll("h1, p, footer"),
          (element) => element.getBoundingClientRect().top,
        ),
      );
    const before = await places();
    await widget.page.evaluate((src) => {
      document.head.append(Object.assign(document.createElement("script"), { src }));
    }, `${chatUrl}/widget.js?key=${widgetKey}`);
    await expect(widget.bubble).toBeInViewport({ ratio: 1 });

    expect(await places()).toEqual(before);
    await widget.open();
    await expect(widget.page.locator("dialog")).toBeInViewport({ ratio: 1 });
  });
}

for (const parent of ["html", "body"]) {
  test(`a page that removes strangers from ${parent} is left alone after a few returns, until the script is added again`, async ({
    testbed,
  }) => {
    const embed = embedOf(testbed);
    const guard = `<script>window.removed = 0; window.guard = new MutationObserver(() => {
      for (const child of [...document.querySelectorAll("${parent} > *")])
        if (!child.matches("head, body, main, script")) { child.remove(); window.removed += 1; }
    }); guard.observe(document.documentElement, { childList: true, subtree: true });</script>`;
    const widget = await testbed.widgetPage(plainPage(embed, { script: guard + scriptTag(embed) }));
    const removed = () => widget.page.evaluate<number>("window.removed");
    if (parent === "html") await expect(widget.bubble).toBeVisible();
    else await expect.poll(removed).toBeGreaterThan(2);

    expect(
      await widget.page.evaluate(() => new Promise((idle) => requestIdleCallback(() => idle("idle")))),
    ).toBe("idle");
    expect(await removed()).toBeLessThan(10);
    await widget.page.evaluate(({ chatUrl, widgetKey }) => {
      Reflect.get(window, "guard").disconnect();
      const script = document.createElement("script");
      script.src = `${chatUrl}/widget.js?key=${widgetKey}`;
      document.head.append(script);
    }, embed);
    await expect(widget.bubble).toHaveCount(1);
    await widget.open();
  });
}

test("with Turbo on a phone no page comes back inert, and an open chat goes on through a visit", async ({
  testbed,
}) => {
  const embed = embedOf(testbed);
  const page = (name: string) => ({
    html: `<!doctype html><html lang="en"><head><title>${name}</title><meta name="viewport" content="width=device-width">
      <script>${frameworkScripts.turbo()}</script>${scriptTag(embed)}</head><body><h1>${name}</h1><a href="/two">Two</a> <a href="/three">Three</a></body></html>`,
  });
  for (const name of ["two", "three"]) testbed.embeddingSite.put(`/${name}`, page(name));
  const widget = await testbed.widgetPage(page("one"), PHONE);
  await widget.page.getByRole("link", { name: "Two" }).tap();
  await expect(widget.page.getByRole("heading", { name: "two" })).toBeVisible();
  await widget.bubble.tap();
  await widget.name.fill("Maria Lopez");

  await widget.page.goBack();
  await expect(widget.page.locator("h1")).toHaveText("one");
  await expect(widget.name).toHaveValue("Maria Lopez");
  await widget.button("Close chat").tap();
  await widget.page.goForward();
  await expect(widget.page.locator("h1")).toHaveText("two");
  await expect(widget.page.locator("body > div")).toHaveCount(0);
  await widget.page.getByRole("link", { name: "Three" }).tap();
  await expect(widget.page.getByRole("heading", { name: "three" })).toBeVisible();
  await expect(widget.bubble).toHaveCount(1);
});

test.describe("the script", () => {
  test("finds its key in its address, whatever is left of the tag", async ({ testbed }) => {
    const { chatUrl, widgetKey } = embedOf(testbed);
    const address = `${chatUrl}/widget.js?key=${widgetKey}`;
    for (const inject of [
      `const s = document.createElement("script"); s.src = "${address}"; s.async = true; s.id = "gtm"; document.head.append(s);`,
      `const s = document.createElement("script"); s.src = "${address}"; document.head.append(s); s.remove();`,
      `const host = document.body.appendChild(document.createElement("div")); const s = document.createElement("script"); s.src = "${address}"; host.attachShadow({ mode: "open" }).append(s);`,
    ]) {
      const script = `<script>${inject.includes("body") ? `addEventListener("load", () => { ${inject} })` : inject}</script>`;
      const widget = await testbed.widgetPage(plainPage({ chatUrl, widgetKey }, { script }));
      await widget.open();
    }
  });

  for (const attributes of ['type="module"', 'crossorigin="anonymous"', "defer"])
    test(`runs with ${attributes}`, async ({ testbed }) => {
      const embed = embedOf(testbed);
      const script = scriptTag(embed).replace("async", attributes);
      const widget = await testbed.widgetPage(plainPage(embed, { script }));
      await widget.open();
    });

  test("says in the console when it has no key, with the line to use, and when its name is taken", async ({
    testbed,
  }) => {
    const embed = embedOf(testbed);
    const widget = await testbed.widgetPage();
    const said: string[] = [];
    widget.page.on("console", (message) => said.push(message.text()));
    testbed.embeddingSite.put(
      "/keyless",
      plainPage(embed, { script: `<script async src="${embed.chatUrl}/widget.js"></script>` }),
    );
    await widget.page.goto(`${testbed.embeddingSite.origin}/keyless`);
    await expect
      .poll(() => said.join())
      .toContain(`<script async src="${embed.chatUrl}/widget.js?key=wk_…"></script>`);
    expect(said.join().split("wk_…")).toHaveLength(2);

    for (const taken of [`<section id="ChatWidget"></section>`, `<script>function ChatWidget(){}</script>`]) {
      said.length = 0;
      testbed.embeddingSite.put("/taken", plainPage(embed, { script: taken + scriptTag(embed) }));
      await widget.page.goto(`${testbed.embeddingSite.origin}/taken`);
      await widget.open();
      expect(said.join()).toContain("ChatWidget taken");
      expect(await widget.page.evaluate("'open' in ChatWidget")).toBe(false);
    }
  });
});

test.describe("the first click", () => {
  test("while the server is away keeps the panel, says so, and goes on by itself", async ({ testbed }) => {
    const widget = await testbed.widgetPage();
    const popups: unknown[] = [];
    widget.page.context().on("page", (page) => popups.push(page));
    await testbed.switchboard.stop();
    await widget.bubble.hover();
    await widget.bubble.click();
    await expect(
      widget.page.getByRole("status").filter({ hasText: "No connection; retrying…" }),
    ).toBeVisible();

    await testbed.switchboard.start();
    await widget.name.fill("Maria Lopez");
    expect(popups).toEqual([]);
  });

  test("opens a window at once where the page's policy forbids the frame, not where it only reports", async ({
    testbed,
  }) => {
    const embed = embedOf(testbed);
    const policy = "frame-src 'none'";
    const blocked = await testbed.widgetPage({
      ...plainPage(embed),
      headers: { "content-security-policy": policy },
    });
    const popup = blocked.page.waitForEvent("popup");
    await blocked.bubble.click();
    expect(new URL((await popup).url()).pathname).toBe(`/chat/${testbed.widgetKey}`);
    await expect(blocked.bubble).toHaveAccessibleName("Open chat");

    const reported = await testbed.widgetPage({
      ...plainPage(embed),
      headers: { "content-security-policy-report-only": policy },
    });
    await reported.open();
  });
});

test("nothing of the chat is printed, and forced colours draw its edges", async ({ testbed }) => {
  const widget = await testbed.widgetPage();
  await widget.open();
  await widget.page.emulateMedia({ media: "print" });
  await expect(widget.bubble).toBeHidden();
  await expect(widget.page.locator("dialog")).toBeHidden();

  await widget.page.emulateMedia({ media: "screen", forcedColors: "active" });
  for (const part of [widget.bubble, widget.page.locator("dialog")]) {
    await expect(part).toBeVisible();
    const colour = await part.evaluate((element) => getComputedStyle(element).borderTopColor);
    expect(colour).not.toMatch(/^rgba\(.*, 0\)$/);
  }
});

test("a browser that refuses the frame all storage says that the chat is lost with the page", async ({
  testbed,
}) => {
  const widget = await testbed.widgetPage();
  const warning = widget.dialog.getByText("The chat is lost when you leave this page.");
  await widget.open();
  await expect(widget.form).toBeVisible();
  await expect(warning).toHaveCount(0);

  await widget.page.addInitScript(() => {
    if (window !== top) Object.defineProperty(window, "localStorage", { value: null });
  });
  await widget.page.reload();
  await widget.open();
  await expect(warning).toBeVisible();
});

test("the form has the company's name and colours from the first paint", async ({ testbed }) => {
  const widget = await testbed.widgetPage();
  await widget.page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const heading = document.querySelector("h1");
      const colour = document.documentElement.style.getPropertyValue("--brand");
      if (heading) seen.push(`${heading.textContent} ${colour !== ""}`);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await widget.page.reload();
  await widget.open();
  await expect(widget.form).toBeVisible();
  const chat = widget.page.frames().find((frame) => frame.url().includes("/embed/"));
  expect(new Set(await chat?.evaluate<string[]>("window.seen"))).toEqual(new Set(["Fern & Kettle true"]));
});
