import { type AgentApp, openAgentApp } from "../actors/agents/agent-app.ts";
import type { SimulatedBrowser } from "../actors/clients/simulated-browser.ts";
import {
  type Organization,
  type Member,
  createOrganization,
  type CustomerSession,
  addAgent,
  setUpOrganization,
  openCustomerSessions,
} from "../actors/clients/organization.ts";
import { createFastClock } from "../actors/clients/fast-clock.ts";
import type { ActorContext } from "../actors/clients/actor-context.ts";
import { Submissions } from "../actors/messages/submissions.ts";
import { openCustomerTab, type CustomerTab } from "../actors/customers/customer-tab.ts";
import type { AssignmentRule } from "../checks/check-assignment.ts";
import { createDeployment, type Deployment, type DeploymentOptions } from "../deployment/deployment.ts";
import type { Run } from "./scenario.ts";

/** The product in service: companies set up, and means to bring people in. */
export interface Testbed extends AsyncDisposable {
  run: Run;
  deployment: Deployment;
  actorContext: ActorContext;
  organizations: readonly Organization[];
  assignmentRule: AssignmentRule;
  customerTabs: CustomerTab[];
  agentApps: AgentApp[];
  addAgent: (organization: Organization, name: string) => Promise<Member>;
  openAgentApp: (organization: Organization, employee: Member) => Promise<AgentApp>;
  openSession: (organization: Organization, name: string) => Promise<CustomerSession>;
  openCustomerTab: (customerSession: CustomerSession, name: string, options?: TabOptions) => CustomerTab;
}

interface TabOptions {
  /** Whose tab it is, where what it stores matters. */
  browser?: SimulatedBrowser;
  /** Where its socket is dialled, past the balancer. */
  dial?: string | undefined;
}

export interface TestbedOptions {
  organizations: number;
  /** How many chats are given to one agent at most. */
  capacity: number;
  /** How much faster than in a browser the clients' clocks run. */
  speed: number;
  /** Whether sockets go straight to the only instance, for loads that a balancer in this process would not carry. */
  isDirect?: boolean;
  deployment?: Partial<DeploymentOptions>;
}

const NAMES = ["Fern", "Oak", "Birch", "Maple"];

/** Opens a world, set up and with nobody in it. */
export async function openTestbed(run: Run, options: TestbedOptions): Promise<Testbed> {
  const deployment = await createDeployment({ ...run, ...options.deployment });
  const { url } = deployment;
  const organizations = await setUpCompanies(deployment, options);
  const actorContext: ActorContext = {
    url,
    dial: (options.isDirect === true ? deployment.instances[0]?.url : null) ?? url,
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
    assignmentRule: { capacity: options.capacity, policy: "least-busy" },
    customerTabs: tabs,
    agentApps,
    addAgent: (organization, name) => addAgent(url, organization, name),
    async openAgentApp(organization, employee) {
      const agentApp = await openAgentApp(actorContext, organization, employee);
      agentApps.push(agentApp);
      return agentApp;
    },
    async openSession(organization, name) {
      const [customerSession] = await openCustomerSessions(url, organization, name);
      if (customerSession === undefined) throw new Error("nobody came in");
      return customerSession;
    },
    openCustomerTab(customerSession, name, { browser, dial = actorContext.dial } = {}) {
      const tab = openCustomerTab({ ...actorContext, dial }, name, customerSession, browser);
      tabs.push(tab);
      return tab;
    },
    async [Symbol.asyncDispose]() {
      for (const actor of [...tabs, ...agentApps]) actor.close();
      await deployment[Symbol.asyncDispose]();
    },
  };
}

async function setUpCompanies(
  deployment: Deployment,
  { organizations, capacity }: TestbedOptions,
): Promise<Organization[]> {
  const { url } = deployment;
  const names = NAMES.slice(0, organizations);
  const links: string[] = [];
  for (const name of names) links.push(await createOrganization(deployment, name));
  await deployment.startAll();
  const founded: Organization[] = [];
  for (const [place, name] of names.entries()) {
    const organization = await setUpOrganization(url, links[place] ?? "", name);
    await organization.admin.api.settings.setAssigning.mutate({ policy: "least-busy", capacity });
    founded.push(organization);
  }
  return founded;
}
