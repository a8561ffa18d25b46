import { expect } from "playwright/test";
import { plainPage, type SitePage } from "../support/embedding-site.ts";
import { messageIn, widgetPage } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

/** Creates a page that runs a script and records messages. `window.done` is set at the end. */
function page(script: string, body = ""): SitePage {
  return {
    html: `<!doctype html><html lang="en"><head><title>Elsewhere</title></head><body><main><h1>Elsewhere</h1>${body}</main>
      <script>window.recorded = []; addEventListener("message", ({ data, origin }) => window.recorded.push({ data, origin }));
      (async () => { ${script} })().finally(() => (window.done = true));</script></body></html>`,
  };
}

test("a company's chat shows on its allowed sites and on no other", async ({ testbed }) => {
  const { page: admin } = await testbed.inboxPage(testbed.ana, "/settings/widget");
  const sites = admin.getByRole("textbox", { name: "Allowed sites", exact: true });
  const save = admin.getByRole("button", { name: "Save", exact: true });
  await sites.fill("nonsense!");
  await save.click();
  await expect(admin.getByText("“nonsense!” is not a valid site.")).toBeVisible();
  await sites.fill("https://Fern.Shop/cart");
  await save.click();
  await expect(admin.getByText("Saved", { exact: true })).toBeVisible();
  await expect(sites).toHaveValue("fern.shop");

  const refused = await testbed.widgetPage();
  const answered = refused.page.waitForResponse(/settings\.json/);
  await refused.page.reload();
  expect((await answered).status()).toBe(403);
  await refused.page.evaluate("window.ChatWidget.open()");
  await expect(refused.bubble).toHaveCount(0);
  await expect(refused.page.locator("iframe")).toHaveCount(0);

  testbed.embeddingSite.put(
    "/framed",
    page("", `<iframe title="Chat" src="${testbed.url}/embed/${testbed.widgetKey}"></iframe>`),
  );
  const cspError = refused.page.waitForEvent("console", (message) =>
    message.text().includes("frame-ancestors"),
  );
  await refused.page.goto(`${testbed.embeddingSite.origin}/framed`);
  await cspError;

  await sites.fill(`fern.shop\n${new URL(testbed.embeddingSite.origin).host}`);
  await save.click();
  await expect(sites).toHaveValue(`fern.shop\n${new URL(testbed.embeddingSite.origin).host}`);
  await expect(admin.getByText("Saved", { exact: true })).toBeVisible();
  const allowed = await testbed.widgetPage();
  await allowed.startChat();
  await allowed.send("What is Switchboard?");
  await expect(messageIn(allowed.log, "What is Switchboard?")).toContainText("Sent");

  const demo = widgetPage(await allowed.page.context().newPage());
  await demo.page.goto(`${testbed.url}/demo?widget=${testbed.widgetKey}`);
  await demo.open();
});

test("another site can neither frame the app, nor open a socket, nor change anything with an admin's cookies", async ({
  testbed,
}) => {
  const { page: admin } = await testbed.inboxPage(testbed.ana);
  const before = await testbed.ana.api.settings.get.query({});
  const target = `${testbed.url}/trpc/settings.turnSwitch`;
  testbed.embeddingSite.put(
    "/",
    page(`
      const socket = new WebSocket("${testbed.url.replace("http", "ws")}/trpc");
      window.socket = await new Promise((settled) => { socket.onopen = () => settled("open"); socket.onclose = () => settled("closed"); });
      const form = new FormData(); form.set("answers", "agents");
      const bodies = [form, new URLSearchParams({ answers: "agents" }), '{"answers":"agents"}',
        new Blob(['{"answers":"agents"}'], { type: "application/octet-stream" })];
      for (const body of bodies)
        for (const path of ["${target}", "${testbed.url}/api/auth/sign-out"])
          await fetch(path, { method: "POST", mode: "no-cors", credentials: "include", body }).catch(() => {});
      const json = { "content-type": "application/json", "x-requested-by": "switchboard" };
      window.asked = await fetch("${target}", { method: "POST", credentials: "include", headers: json, body: bodies[2] })
        .then(() => "answered", () => "refused");
      window.read = await fetch("${testbed.url}/trpc/agent.me", { credentials: "include" }).then((r) => r.text(), () => "refused");
    `),
  );
  const cspError = admin.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));

  await admin.goto(testbed.embeddingSite.origin);
  await admin.waitForFunction("window.done");
  expect(await admin.evaluate("[window.socket, window.asked, window.read]")).toEqual([
    "closed",
    "refused",
    "refused",
  ]);
  for (const type of ["multipart/form-data", "text/plain", "application/x-www-form-urlencoded"]) {
    await admin.setContent(
      `<form method="post" enctype="${type}" action="${target}"><input name='{"answers":"agents","x":"' value='"}'></form>`,
    );
    await admin.evaluate("document.forms[0].submit()");
    await admin.waitForURL(target);
    await expect(admin.locator("body")).toContainText("may not ask");
    await admin.goto(testbed.embeddingSite.origin);
  }
  await admin.setContent(`<iframe src="${testbed.url}/inbox"></iframe>`);
  await cspError;

  expect((await testbed.ana.api.settings.get.query({})).settings.switch).toEqual(before.settings.switch);
  await admin.goto(`${testbed.url}/inbox`);
  await expect(admin).toHaveURL(/\/inbox/);
});

test("page and frame accept messages only from each other, and nothing secret passes between them", async ({
  testbed,
}) => {
  const embed = { chatUrl: testbed.url, widgetKey: testbed.widgetKey };
  // A frame of another site next to the chat, which posts messages to the page and to all its frames.
  const postRepeatedly = `const messages = [{ kind: "close" }, { kind: "hello" }, { kind: "news", unread: 99, preview: "<b>bought</b>", until: 9e15 },
      { open: false, full: true, scheme: "x" }, { kind: "token" }, "news", null, 7, [], { kind: { toString: 1 } }];
    setInterval(() => { for (const message of messages) { parent.postMessage(message, "*"); for (let at = 0; at < parent.length; at += 1) parent[at].postMessage(message, "*"); } }, 20);`;
  const foreignFrame = `<iframe title="Foreign frame" sandbox="allow-scripts" srcdoc="<script>${postRepeatedly.replaceAll('"', "&quot;").replaceAll("<b>", "").replaceAll("</b>", "")}</script>"></iframe>`;
  const shop = plainPage(embed);
  const recorder = `<script>window.recorded = []; addEventListener("message", ({ data, source }) => window.recorded.push({ data, isOurs: source !== window[0] }));</script>`;
  const widget = await testbed.widgetPage({
    html: shop.html.replace("<body>", `<body>${recorder}${foreignFrame}`),
  });
  await widget.startChat();
  await widget.send("My card ends in 4242");
  await expect(messageIn(widget.log, "My card ends in 4242")).toContainText("Sent");
  await widget.page.waitForFunction("window.recorded.filter(({ isOurs }) => !isOurs).length > 200");

  // None of the posted messages has closed the chat, changed a count, or been rendered.
  await expect(widget.dialog).toBeVisible();
  await expect(widget.bubble).toHaveAccessibleName("Close chat");
  await expect(widget.page.getByText("bought")).toHaveCount(0);

  const chat = widget.page.frames().find((frame) => frame.url().includes("/embed/"));
  const kept: string[] = (await chat?.evaluate("Object.values(localStorage)")) ?? [];
  const tokens = kept.join(" ").match(/[\w-]{43}/g) ?? [];
  expect(tokens).not.toEqual([]);
  const recorded = JSON.stringify(
    await widget.page.evaluate("window.recorded.filter(({ isOurs }) => isOurs)"),
  );
  expect(recorded).toContain("hello");
  expect(recorded).not.toContain("4242");
  for (const token of tokens) expect(recorded).not.toContain(token);
});

test("the chat opens links in a new window, and cannot navigate the page around it", async ({ testbed }) => {
  testbed.embeddingSite.put("/linked", { html: "<!doctype html><title>Linked</title>" });
  const widget = await testbed.widgetPage();
  await widget.startChat();
  await widget.send(`${testbed.embeddingSite.origin}/linked`);
  const opened = widget.page.waitForEvent("popup");
  await widget.log.getByRole("link", { name: `${testbed.embeddingSite.origin}/linked`, exact: true }).click();
  const popup = await opened;
  await popup.waitForLoadState();
  // The popup is not sandboxed, so it behaves like any window.
  expect([await popup.title(), await popup.evaluate("origin")]).toEqual([
    "Linked",
    testbed.embeddingSite.origin,
  ]);

  const frame = widget.page.frames().find((one) => one.url().startsWith(testbed.url));
  const outcome = frame?.evaluate((url) => {
    try {
      if (top !== null) top.location.href = url;
      return "navigated";
    } catch (error) {
      return error instanceof DOMException ? error.name : "another error";
    }
  }, `${testbed.url}/login`);
  expect(await outcome).toBe("SecurityError");
  expect(new URL(widget.page.url()).origin).toBe(testbed.embeddingSite.origin);
  await expect(widget.log).toBeVisible();
});
