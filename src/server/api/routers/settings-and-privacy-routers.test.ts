import { describe, expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import type { TestReport } from "../../bots/test-connection.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import type { CallContext } from "../procedures/call-context.ts";
import { openCompany } from "../testing/open-company.ts";

const CHATBOT = { ...defaultSettings("Acme", 0).chatbot, token: null };
const PROOF = ["requireRecentAuthentication", "session_Ana"];

describe.each(ENGINES)("on $name an admin", (engine) => {
  test("changes each group of settings, which every member then reads", async () => {
    await using company = await openCompany(engine);
    const { member, ana, ben, authCalls } = company;
    const { settings, privacy } = member(ana);

    for (const changed of [
      await settings.setAssigning({ policy: "random" }),
      await settings.setFallbacks({ onPersonAsked: "confirm" }),
      await settings.setSessions({ limitMs: 600_000, warningMs: 30_000 }),
      await settings.setWidget({ companyName: "Fern", greeting: "Hi", brandColour: "#336699" }),
      await privacy.setRetention({ keepDays: 30 }),
    ])
      expect(changed).toEqual({});
    expect(authCalls).toEqual([]);
    expect(await settings.setSites({ sites: ["fern.shop", "moss.shop", "fern.shop"] })).toEqual({});
    expect(authCalls).toEqual([PROOF]);

    expect((await member(ben).settings.get()).settings).toMatchObject({
      assigning: { policy: "random" },
      fallbacks: { onPersonAsked: "confirm" },
      sessions: { limitMs: 600_000, warningMs: 30_000 },
      widget: { companyName: "Fern" },
      privacy: { keepDays: 30 },
      sites: ["fern.shop", "moss.shop"],
    });
  });

  test("proves who they are before messages go to another chatbot, and not for its name", async () => {
    await using company = await openCompany(engine);
    const { member, ana, authCalls } = company;
    const { settings } = member(ana);

    expect(await settings.setChatbot({ ...CHATBOT, name: "Robin" })).toEqual({});
    expect(authCalls).toEqual([]);
    await settings.setChatbot({
      ...CHATBOT,
      name: "Robin",
      url: "https://bots.example/v1",
      model: "m",
      token: "sk",
    });
    expect(authCalls).toEqual([PROOF]);
    expect((await settings.get()).settings.chatbot).toMatchObject({
      name: "Robin",
      url: "https://bots.example/v1",
    });
  });

  test("turns the switch, and takes a turn back", async () => {
    await using company = await openCompany(engine);
    const { member, ana, ben } = company;
    const { settings } = member(ana);
    const answers = async () => (await member(ben).settings.get()).settings.switch.answers;

    const { no } = await settings.turnSwitch({ answers: "bot" });
    expect(await answers()).toBe("bot");
    await settings.undoSwitch({ no });
    expect(await answers()).toBe("agents");
    expect(await member(ben).settings.previewSwitch()).toBeObject();
  });

  test("tests one chatbot at a time", async () => {
    await using company = await openCompany(engine);
    const { member, ana, contextOf, composition, orgId } = company;
    const gate = Promise.withResolvers<TestReport>();
    const { services } = contextOf({ kind: "nobody" });
    const bots = { test: () => gate.promise } as unknown as CallContext["services"]["bots"];
    const { settings } = member(ana, { services: { ...services, bots } });

    const running = settings.testChatbot(CHATBOT);
    while (composition.connectionTests.count(orgId) === 0) await Bun.sleep(1);
    await expect(settings.testChatbot(CHATBOT)).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    const report = { ok: true } as unknown as TestReport;
    gate.resolve(report);
    expect(await running).toBe(report);
    expect(composition.connectionTests.count(orgId)).toBe(0);
    expect(await settings.testChatbot(CHATBOT)).toBe(report);
  });

  test("finds what is kept of a customer, and erases it after a proof", async () => {
    await using company = await openCompany(engine);
    const { openChat, member, ana, authCalls } = company;
    const { sessionId, customerId, customer } = await openChat();
    await customer.message.send({ sessionId, clientId: crypto.randomUUID(), text: "Hello" });
    const { privacy } = member(ana);

    expect(await privacy.find({ email: "maria@example.com" })).toMatchObject([
      { customer: { id: customerId } },
    ]);
    expect(await privacy.ofCustomer({ customerId })).toBeObject();
    expect(await privacy.ofCompany()).toBeObject();
    expect(await privacy.mayExport()).toEqual({});
    await privacy.eraseCustomer({ customerId });

    expect(authCalls).toEqual([PROOF, PROOF]);
    expect(await privacy.find({ email: "maria@example.com" })).toEqual([]);
    await expect(privacy.ofCustomer({ customerId })).rejects.toMatchObject({ message: "customer-unknown" });
  });

  test("sees what a period would erase, and who has changed it", async () => {
    await using company = await openCompany(engine);
    const { openChat, member, ana, clock } = company;
    const { sessionId, customer } = await openChat();
    await customer.session.end({ sessionId });
    clock.at += 31 * DAY;
    const { privacy } = member(ana);

    expect(await privacy.tryRetention({ keepDays: 30 })).not.toEqual(
      await privacy.tryRetention({ keepDays: 365 }),
    );
    await privacy.setRetention({ keepDays: 365 });
    expect((await privacy.audit({ before: null, topic: null })).lines).toMatchObject([
      { by: "Ana", action: "settings-changed", parts: ["privacy"] },
    ]);
    expect((await privacy.audit({ before: null, topic: "members" })).lines).toEqual([]);
  });

  test("erases the company only under its name", async () => {
    await using company = await openCompany(engine);
    const { member, ana, authCalls } = company;
    const { privacy } = member(ana);

    expect(await privacy.eraseCompany({ name: "Acne" })).toEqual({ isErased: false });
    expect(await privacy.eraseCompany({ name: "Acme" })).toEqual({ isErased: true });
    expect(authCalls).toEqual([PROOF, PROOF]);
  });
});
