import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { defaultSettings, type Settings } from "#domain/model/settings.ts";
import { createOrganization } from "../settings/organizations.ts";
import type { Store } from "../store/store.ts";

/** Settings of a test organization that differ from the defaults. */
export interface OrganizationOptions {
  answers?: Settings["switch"]["answers"];
  assigning?: Partial<Settings["assigning"]>;
  at?: Instant;
}

/** Adds an organization for a test. */
export async function addOrganization(
  store: Store,
  { answers = "bot", assigning, at = 0 }: OrganizationOptions = {},
): Promise<OrgId> {
  const id: OrgId = `org_${crypto.randomUUID()}`;
  const defaults = defaultSettings("Acme", at);
  const settings: Settings = {
    ...defaults,
    switch: { ...defaults.switch, answers },
    assigning: { ...defaults.assigning, ...assigning },
  };
  const company = { id, name: "Acme", widgetKey: crypto.randomUUID(), settings, createdAt: at };
  await store.transact((writer) => createOrganization(writer, company));
  return id;
}
