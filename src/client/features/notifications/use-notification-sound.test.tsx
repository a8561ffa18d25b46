import { describe, expect, test } from "bun:test";
import { useLiveFeed } from "../../live/use-live-feed.ts";
import { setAttention } from "../../testing/attention.ts";
import { heldBy, newCard, newCustomer, newSession } from "../../testing/chat-fixtures.ts";
import { publishFacts, serveChats } from "../../testing/serve-chats.ts";
import { type FakeAudio, installFakeAudio } from "../../testing/fake-audio.ts";
import { openPage } from "../../testing/page.tsx";
import { useNotificationSound } from "./use-notification-sound.ts";
import { useSoundSetting } from "./use-sound-setting.ts";

const page = openPage();

interface Start {
  isTouched?: boolean;
  isOn?: boolean;
}

/** Renders the app for an agent who has interacted with the page and now looks elsewhere. */
async function begin({ isTouched = true, isOn = true }: Start = {}): Promise<FakeAudio> {
  const audio = installFakeAudio(isTouched);
  serveChats(page, { cards: [newCard("Maria", { holder: heldBy(page.me) })] });
  const { result } = page.drawHook(useSoundSetting);
  if (!isOn) result.current.turn(false);
  page.drawHook(() => {
    useLiveFeed();
    useNotificationSound();
  });
  await page.settle();
  dispatchEvent(new Event("pointerdown"));
  setAttention(false);
  return audio;
}

async function somebodyComesIntoLine(name = "Ben", prev = 100) {
  const session = newSession({ holder: { kind: "queue" }, queuedAt: 1 }, name);
  publishFacts(
    page,
    [{ kind: "session-opened", sessionId: session.id, session, customer: newCustomer(name) }],
    prev,
  );
  await page.settle();
}

describe("the sound of news", () => {
  test("is heard by who looks elsewhere", async () => {
    const audio = await begin();
    await somebodyComesIntoLine();

    expect(audio.notes).toEqual([659, 880]);
  });

  test("is not heard for what was there before", async () => {
    expect((await begin()).notes).toEqual([]);
  });

  test("is not heard by who looks at the page", async () => {
    const audio = await begin();
    setAttention(true);
    await somebodyComesIntoLine();

    expect(audio.notes).toEqual([]);
  });

  test("is not heard by who has turned it off", async () => {
    const audio = await begin({ isOn: false });
    await somebodyComesIntoLine();

    expect(audio.notes).toEqual([]);
  });

  test("is not heard of what concerns nobody here", async () => {
    const audio = await begin();
    const session = newSession({}, "Ben");
    publishFacts(page, [
      { kind: "session-opened", sessionId: session.id, session, customer: newCustomer("Ben") },
    ]);
    await page.settle();

    expect(audio.notes).toEqual([]);
  });

  test("is not asked of a browser in which nobody has touched the page", async () => {
    expect((await begin({ isTouched: false })).requests).toBe(0);
  });

  test("is asked of the browser as soon as somebody has", async () => {
    expect((await begin()).requests).toBe(1);
  });

  test("is heard once for a crowd of news", async () => {
    const audio = await begin();
    await somebodyComesIntoLine("Ben", 100);
    audio.pass(1.4);
    await somebodyComesIntoLine("Cid", 101);
    expect(audio.notes).toHaveLength(2);

    audio.pass(0.1);
    await somebodyComesIntoLine("Dan", 102);
    expect(audio.notes).toHaveLength(4);
  });
});
