import { type AgentApp, openAgentApp } from "../actors/agents/agent-app.ts";
import type { SimulatedBrowser } from "../actors/clients/simulated-browser.ts";
import {
  type Organization,
  type Member,
  createOrganization,
  addAgent,
  setUpOrganization,
} from "../actors/clients/organization.ts";
import { type CustomerSession, openCustomerSessions } from "../actors/customers/open-customer-sessions.ts";
import { createFastClock } from "../actors/clients/fast-clock.ts";
import type { ActorContext } from "../actors/clients/actor-context.ts";
import { Submissions } from "../actors/messages/submissions.ts";
import { openCustomerTab, type CustomerTab } from "../actors/customers/customer-tab.ts";
import type { AssignmentRule } from "../checks/check-assignment.ts";
import { createDeployment, type Deployment, type DeploymentOptions } from "../deployment/deployment.ts";
import type { Run } from "./scenario.ts";

/** The running product with organizations set up, and functions to add people. */
export interface Testbed extends AsyncDisposable {
  run: Run;
  deployment: Deployment;
  actorContext: ActorContext;
  organizations: readonly Organization[];
  assignmentRule: AssignmentRule;
  customerTabs: CustomerTab[];
  agentApps: AgentApp[];
  addAgent: (organization: Organization, name: string) => Promise<Member>;
  openAgentApp: (organization: Organization, member: Member) => Promise<AgentApp>;
  openSession: (organization: Organization, name: string) => Promise<CustomerSession>;
  openCustomerTab: (customerSession: CustomerSession, name: string, options?: TabOptions) => CustomerTab;
}

interface TabOptions {
  /** The browser it belongs to, if its stored data matters. */
  browser?: SimulatedBrowser;
  /** The address its socket connects to, if not the balancer's. */
  connectUrl?: string | undefined;
}

export interface TestbedOptions {
  organizations: number;
  /** The maximum number of chats assigned to one agent. */
  capacity: number;
  /** How many times faster than in a browser the clients' clocks run. */
  speed: number;
  /** Whether sockets connect directly to the only instance, for loads too high for a balancer in this process. */
  isDirect?: boolean;
  deployment?: Partial<DeploymentOptions>;
}

const NAMES = ["Fern", "Oak", "Birch", "Maple"];

/** Opens a testbed with organizations and no people. */
export async function openTestbed(run: Run, options: TestbedOptions): Promise<Testbed> {
  const deployment = await createDeployment({ ...run, ...options.deployment });
  const { url } = deployment;
  const organizations = await setUpOrganizations(deployment, options);
  const actorContext: ActorContext = {
    url,
    connectUrl: (options.isDirect === true ? deployment.instances[0]?.url : null) ?? url,
    history: run.history,
    submissions: new Submissions(run.history),
    random: run.random.fork("actors"),
    clock: createFastClock(options.speed),
  };
  const tabs: CustomerTab[] = [];
  const agentApps: AgentApp[] = [];
  return {
    run,
    deployment,
    actorContext,
    organizations,
    assignmentRule: { capacity: options.capacity },
    customerTabs: tabs,
    agentApps,
    addAgent: (organization, name) => addAgent(url, organization, name),
    async openAgentApp(organization, member) {
      const agentApp = await openAgentApp(actorContext, organization, member);
      agentApps.push(agentApp);
      return agentApp;
    },
    async openSession(organization, name) {
      const [customerSession] = await openCustomerSessions(url, organization, name);
      if (customerSession === undefined) throw new Error("no session was opened");
      return customerSession;
    },
    openCustomerTab(customerSession, name, { browser, connectUrl = actorContext.connectUrl } = {}) {
      const tab = openCustomerTab({ ...actorContext, connectUrl }, name, customerSession, browser);
      tabs.push(tab);
      return tab;
    },
    async [Symbol.asyncDispose]() {
      for (const actor of [...tabs, ...agentApps]) actor.close();
      await deployment[Symbol.asyncDispose]();
    },
  };
}

async function setUpOrganizations(
  deployment: Deployment,
  { organizations, capacity }: TestbedOptions,
): Promise<Organization[]> {
  const { url } = deployment;
  const names = NAMES.slice(0, organizations);
  const links: string[] = [];
  for (const name of names) links.push(await createOrganization(deployment, name));
  await deployment.startAll();
  const setUp: Organization[] = [];
  for (const [place, name] of names.entries()) {
    const organization = await setUpOrganization(url, links[place] ?? "", name);
    await organization.admin.api.settings.setAssigning.mutate({ policy: "least-busy", capacity });
    setUp.push(organization);
  }
  return setUp;
}
