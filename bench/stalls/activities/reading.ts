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
    name: "earlier",
    label: "the customer scrolls up in it",
    run: (deployment, { count }) => {
      const { server, companies, chats, plan } = deployment;
      const { sessionId } = chats.longChat;
      const before = { no: firstOfPage(deployment, count), own: plan.longChat, ours: plan.longChat };
      const call = ["GET", "session.earlier", { sessionId, before }] as const;
      return callProcedure(server.url, customerIn(chats.longChat, companies.large), call);
    },
  },
  {
    name: "older",
    label: "an agent scrolls up in it",
    run: (deployment, { count }) => {
      const { customerId, sessionId } = deployment.chats.longChat;
      const before = { sessionId, sessionNo: firstOfPage(deployment, count) };
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

/** The number of the first fact on the screen, a page further up with each call. */
function firstOfPage({ plan: { longChat } }: StallDeployment, count: number): number {
  const pages = Math.floor(longChat / PAGE);
  return PAGE * (pages - (count % pages));
}

function asAdmin({ server, companies: { large } }: StallDeployment, call: Call): Promise<void> {
  return callProcedure(server.url, adminOf(large), call);
}
