import type { StallDeployment } from "../open-deployment.ts";
import type { Activity } from "./activity.ts";
import { adminOf, customerIn } from "./callers.ts";
import { type Call, callProcedure } from "./raw-calls.ts";

/** The number of facts in a page of a chat. */
const PAGE = 100;
/** The lists and counts that nothing else of the scenario reads. */
const LISTS: readonly Call[] = [
  ["GET", "agent.chattedWith", { before: null }],
  ["GET", "agent.colleagues", {}],
  ["GET", "privacy.find", { email: "one-of-many-7@customers.example" }],
  ["GET", "privacy.ofCompany", {}],
  ["GET", "privacy.tryRetention", { keepDays: 30 }],
  ["GET", "privacy.audit", { before: null, topic: null }],
  ["GET", "settings.get", {}],
  ["GET", "settings.previewSwitch", {}],
  ["GET", "team.get", {}],
];

/** What people read in the large company. */
export const READING: readonly Activity[] = [
  {
    name: "current",
    label: "the customer opens the long chat",
    run: ({ server, companies: { large }, chats: { longChat } }) =>
      callProcedure(server.url, customerIn(longChat, large), ["GET", "session.current", {}]),
  },
  {
    name: "look",
    label: "an agent opens the long chat",
    run: (deployment) =>
      asAdmin(deployment, ["POST", "agent.look", { customerIds: [deployment.chats.longChat.customerId] }]),
  },
  {
    name: "older",
    label: "an agent scrolls up in it",
    run: (deployment, { count }) => {
      const { customerId, sessionId } = deployment.chats.longChat;
      const pages = Math.floor(deployment.plan.longChat / PAGE);
      const before = { sessionId, sessionNo: PAGE * (pages - (count % pages)) };
      return asAdmin(deployment, ["GET", "agent.earlier", { customerId, before }]);
    },
  },
  {
    name: "inbox",
    label: "an agent opens the inbox",
    run: (deployment) => asAdmin(deployment, ["GET", "agent.inbox", {}]),
  },
  {
    name: "lists",
    label: "an admin reads lists and counts",
    run: async (deployment, { count }) => {
      const call = LISTS[count % LISTS.length];
      if (call !== undefined) await asAdmin(deployment, call);
    },
  },
];

function asAdmin({ server, companies: { large } }: StallDeployment, call: Call): Promise<void> {
  return callProcedure(server.url, adminOf(large), call);
}
