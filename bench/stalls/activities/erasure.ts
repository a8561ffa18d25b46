import type { StallDeployment } from "../open-deployment.ts";
import { ageChats } from "../../../test/bulk-load/copy-company.ts";
import type { Activity } from "./activity.ts";
import { adminOf } from "./callers.ts";
import { callProcedure } from "./raw-calls.ts";

const POLL_MS = 250;
const DAY_MS = 86_400_000;
/** Older than a new company keeps its chats. */
const OLD_DAYS = 400;

/** Everything that deletes. */
export const ERASURE: readonly Activity[] = [
  {
    name: "eraseCustomer",
    label: "erasure of customers with a short chat",
    run: (deployment, { count }) =>
      eraseCustomer(deployment, `${deployment.chats.template.customerId}-${count + 1}`),
  },
  {
    name: "eraseLong",
    label: "erasure of a customer with a long chat",
    isOnce: true,
    run: (deployment, { round }) =>
      eraseCustomer(deployment, deployment.chats.toErase[round]?.customerId ?? ""),
  },
  {
    name: "eraseCompany",
    label: "erasure of a company of that size",
    onlyIn: "first",
    isOnce: true,
    async run(deployment) {
      const { leaving } = deployment.companies;
      await callProcedure(deployment.server.url, adminOf(leaving), [
        "POST",
        "privacy.eraseCompany",
        { name: leaving.name },
      ]);
      await untilSettled(deployment, "select count(*) as n from organization where id = ?", leaving.orgId);
    },
  },
  {
    name: "retention",
    label: "the retention job, from the start of the server",
    onlyIn: "last",
    isOnce: true,
    prepare: ({ server, openDatabase, companies: { large } }) =>
      server.whileStopped(async () => {
        await using database = openDatabase();
        await ageChats(database, large.orgId, Date.now() - OLD_DAYS * DAY_MS);
      }),
    run: (deployment) =>
      untilSettled(
        deployment,
        "select count(*) as n from session where org_id = ? and ended_at is not null",
        deployment.companies.large.orgId,
      ),
  },
];

function eraseCustomer({ server, companies: { large } }: StallDeployment, customerId: string): Promise<void> {
  return callProcedure(server.url, adminOf(large), ["POST", "privacy.eraseCustomer", { customerId }]);
}

/** Waits until a count is 0, or for as long as the plan allows. */
async function untilSettled(
  { readBeside, plan }: StallDeployment,
  sql: string,
  orgId: string,
): Promise<void> {
  const endsAt = performance.now() + plan.erasureMs;
  while (performance.now() < endsAt) {
    const [row] = await readBeside(sql, [orgId]);
    if (Number(row?.["n"]) === 0) return;
    await Bun.sleep(POLL_MS);
  }
}
