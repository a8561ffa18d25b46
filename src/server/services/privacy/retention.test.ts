import { expect, test } from "bun:test";
import { DAY, MINUTE } from "#domain/model/instant.ts";
import { NOON } from "#domain/testing/in-memory-organization.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { getArticle } from "../../db/knowledge/get-article.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { endOverdueSessions } from "../conversations/end-overdue-sessions.ts";
import { deleteArticle, saveArticle } from "../knowledge/change-article.ts";
import { changeSettings } from "../settings/change-settings.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { createRetention } from "./retention.ts";

test.each(ENGINES)(
  "a server that is started with its clock a year ahead erases nothing for a day: $name",
  async (engine) => {
    const time = { clock: NOON, run: 0 };
    await using store = await engine.open({ now: () => time.clock });
    const services = serviceContextOn(store);
    const start = () => createRetention(services, { monotonicNow: () => time.run, onHeld: () => {} });
    const orgId = await addOrganization(store, { at: NOON });
    const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
    await changeSettings({ services, orgId, by: ana.id }, "privacy", { keepDays: 365 });
    const { result: id } = await services.record(orgId, openCommand("maria", orgId));
    time.clock += 10 * MINUTE;
    await endOverdueSessions(services);
    const request = { services, orgId, by: ana.id };
    const content = {
      title: "Hours",
      text: "From nine.",
      language: "en",
      audience: "customers",
      validUntil: null,
    } as const;
    await saveArticle(request, { id: "art_1", expected: 0, content });
    await deleteArticle(request, "art_1");
    await start().erase();

    time.clock += 400 * DAY;
    const retention = start();
    await retention.erase();
    await retention.removeArticles();
    expect(await getSession(store, orgId, id)).not.toBeNull();
    expect(await getArticle(store, orgId, "art_1")).not.toBeNull();

    time.run += DAY;
    await retention.erase();
    await retention.removeArticles();
    expect(await getSession(store, orgId, id)).toBeNull();
    expect(await getArticle(store, orgId, "art_1")).toBeNull();
  },
);
