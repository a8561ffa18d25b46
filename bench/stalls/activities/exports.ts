import type { StallDeployment } from "../open-deployment.ts";
import type { Activity } from "./activity.ts";
import { adminOf } from "./callers.ts";
import { download } from "./raw-calls.ts";

/** Exports, each read to its end as fast as it comes. */
export const EXPORTS: readonly Activity[] = [
  {
    name: "exportCustomer",
    label: "export of the customer with the long chat",
    run: (deployment) => exportTo(deployment, `/export/customers/${deployment.chats.longChat.customerId}`),
  },
  {
    name: "exportCompany",
    label: "export of the company",
    run: (deployment) => exportTo(deployment, "/export/company"),
  },
];

/** Downloads an export of the large company, and is the one place that knows how. */
function exportTo({ server, companies: { large } }: StallDeployment, path: string): Promise<void> {
  return download(server.url, adminOf(large), path);
}
