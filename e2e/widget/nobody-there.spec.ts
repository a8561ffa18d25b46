import { expect } from "playwright/test";
import { test, type Testbed } from "../support/testbed.ts";
import { messageIn } from "../support/widget-page.ts";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";

const NEW_YORK = { timezoneId: "America/New_York", locale: "en-US" };
const MINUTE = 60_000;
const MINUTES_PER_DAY = 24 * 60;
const LONG = { timeout: 20_000 };

type Hours = Parameters<Testbed["ana"]["api"]["settings"]["setHours"]["mutate"]>[0];
type Weekday = Hours["week"][number]["day"];

/** A weekday so many days after today's, by UTC. */
function weekdayIn(days: number): Weekday {
  return ([7, 1, 2, 3, 4, 5, 6] as const)[(new Date().getUTCDay() + days) % 7] ?? 1;
}

/** Closes the company until 9:00 in Berlin, two days from now. @returns that time by the clocks of New York */
async function close({ ana, customerApi }: Shop, outside: Hours["outside"]): Promise<string> {
  const week = [{ day: weekdayIn(2), opens: 9 * 60, closes: 17 * 60 }];
  await ana.api.settings.setHours.mutate({
    isAlwaysOpen: false,
    timeZone: "Europe/Berlin",
    week,
    daysOff: [],
    outside,
  });
  const { availability } = await customerApi();
  const text = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en", { ...options, timeZone: NEW_YORK.timezoneId }).format(
      availability.until ?? 0,
    );
  return `${text({ weekday: "long" })} at ${text({ timeStyle: "short" })}`;
}

interface Shop {
  ana: Testbed["ana"];
  customerApi: () => Promise<{ availability: { until: number | null; state: string } }>;
}

function shopOf({ ana, url, widgetKey }: Testbed): Shop {
  return {
    ana,
    async customerApi() {
      const response = await fetch(`${url}/trpc/session.greeting?input=${encodeURIComponent("{}")}`, {
        headers: { "x-widget-key": widgetKey },
      });
      const { result } = (await response.json()) as {
        result: { data: Awaited<ReturnType<Shop["customerApi"]>> };
      };
      return result.data;
    },
  };
}

test.describe("when nobody is there", () => {
  test("outside the hours a message is left instead of a chat, and the form says when somebody comes", async ({
    testbed,
  }) => {
    const opens = await close(shopOf(testbed), "message");
    const widget = await testbed.widgetPage(undefined, NEW_YORK);
    await widget.open();

    const form = widget.dialog.getByRole("form", { name: "Leave a message", exact: true });
    await expect(form.getByText(`Nobody is here until ${opens}, your time.`)).toBeVisible();
    await expect(widget.dialog.locator("header").getByText("Nobody is here right now.")).toBeVisible();
    await expect(widget.start).toHaveCount(0);
    await widget.name.fill("Maria Lopez");
    await widget.email.fill("maria@example.com");
    await widget.button("Leave a message").click();
    await expect(widget.message).toBeFocused();
    await widget.message.fill("Is the kettle back in stock?");
    await widget.button("Leave a message").click();
    await expect(widget.dialog.getByRole("paragraph").getByText("Thanks for your message.")).toBeVisible();

    const { cards } = await testbed.ana.api.agent.inbox.query({});
    expect(cards.map(({ session: { channel, lastWords } }) => [channel, lastWords?.text])).toEqual([
      ["mail", "Is the kettle back in stock?"],
    ]);
  });

  test("outside the hours the chatbot answers, though live agents would, and offers a message instead of a person", async ({
    testbed,
  }) => {
    await testbed.connectBot(streamsText("It is blue."));
    await testbed.answerWith("agents");
    const opens = await close(shopOf(testbed), "bot");
    const widget = await testbed.widgetPage(undefined, NEW_YORK);
    await widget.open();
    const away = `Nobody is here until ${opens}, your time.`;
    await expect(widget.form.getByText(away)).toBeVisible();
    await widget.name.fill("Maria Lopez");
    await widget.email.fill("maria@example.com");
    await widget.start.click();

    await widget.send("Which kettle?");
    await expect(messageIn(widget.log, "It is blue.")).toBeVisible();
    await expect(widget.log.getByText(away)).toBeVisible();
    await expect(widget.talkToPerson).toHaveCount(0);
    await widget.button("Leave a message").click();
    await expect(widget.dialog.getByRole("form", { name: "Leave a message", exact: true })).toContainText(
      away,
    );
    await widget.message.fill("Please call me.");
    await widget.button("Leave a message").click();
    await widget.button("Back").click();

    await expect(messageIn(widget.log, "It is blue.")).toBeVisible();
    await expect(widget.message).toHaveValue("");
  });

  test("in line it is said that nobody is available, until somebody is", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.open();
    await expect(widget.form.getByText("Nobody is here right now.")).toBeVisible();
    await widget.name.fill("Maria Lopez");
    await widget.email.fill("maria@example.com");
    await widget.start.click();
    await widget.send("Hello?");
    await expect(widget.waiting.getByText("Nobody is here right now.")).toBeVisible();

    const other = await testbed.widgetPage();
    await other.open();
    await expect(other.dialog.getByText("Nobody is here right now.").first()).toBeVisible();
    await testbed.inboxPage(testbed.ana);

    await expect(other.dialog.locator("header").getByText("A person answers")).toBeVisible(LONG);
    await expect(other.form.getByText("Nobody is here")).toHaveCount(0);
    await expect(widget.waiting).toHaveCount(0);
  });

  test("at closing time open widgets say so by themselves, and a chat that ends then ends once", async ({
    testbed,
  }) => {
    test.setTimeout(3 * MINUTE);
    await testbed.answerWith("agents");
    await testbed.inboxPage(testbed.ana);
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.open();
    await expect(widget.dialog.locator("header").getByText("A person answers")).toBeVisible(LONG);
    const now = Date.now();
    // Not in the very next seconds, so that the widget is seen open first.
    const closesAt = Math.ceil((now + 15_000) / MINUTE) * MINUTE;
    const closes = new Date(closesAt).getUTCHours() * 60 + new Date(closesAt).getUTCMinutes();
    const opens = (closes - 60 + MINUTES_PER_DAY) % MINUTES_PER_DAY;
    const day = weekdayIn(opens > closes ? -1 + 7 : 0);
    await testbed.ana.api.settings.setHours.mutate({
      isAlwaysOpen: false,
      timeZone: "UTC",
      week: [{ day, opens, closes }],
      daysOff: [],
      outside: "message",
    });
    await expect
      .poll(() => closesAt - Date.now(), { timeout: 2 * MINUTE, intervals: [100] })
      .toBeLessThan(10_500);
    const maria = await testbed.customer("Maria");
    await maria.send("Hello");

    await expect(widget.dialog.getByRole("form", { name: "Leave a message", exact: true })).toBeVisible(LONG);
    await expect.poll(async () => (await maria.state()).session, LONG).toBeNull();
    const { ended } = await maria.state();
    expect(ended?.id).toBe(maria.sessionId);
    expect(ended?.talk.entries.filter(({ kind }) => kind === "message")).toHaveLength(1);
    await expect(testbed.customer("Noah")).rejects.toThrow("outside-hours");
  });
});
