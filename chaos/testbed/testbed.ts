import { type AgentDesk, openDesk } from "../actors/agents/agent-app.ts";
import type { Browser } from "../actors/clients/simulated-browser.ts";
import {
  type Company,
  type Employee,
  foundCompany,
  type Guest,
  hire,
  setUpCompany,
  walkIn,
} from "../actors/clients/organization.ts";
import { quickClock } from "../actors/clients/fast-clock.ts";
import type { Stage } from "../actors/clients/actor-context.ts";
import { Submissions } from "../actors/messages/submissions.ts";
import { openTab, type VisitorTab } from "../actors/customers/customer-tab.ts";
import type { SharingOut } from "../checks/check-assignment.ts";
import { createDeployment, type Deployment, type DeploymentOptions } from "../deployment/deployment.ts";
import type { Run } from "./scenario.ts";

/** The product in service: companies set up, and means to bring people in. */
export interface World extends AsyncDisposable {
  run: Run;
  deployment: Deployment;
  stage: Stage;
  companies: readonly Company[];
  sharingOut: SharingOut;
  tabs: VisitorTab[];
  desks: AgentDesk[];
  hire: (company: Company, name: string) => Promise<Employee>;
  openDesk: (company: Company, employee: Employee) => Promise<AgentDesk>;
  guest: (company: Company, name: string) => Promise<Guest>;
  openTab: (guest: Guest, name: string, options?: TabOptions) => VisitorTab;
}

interface TabOptions {
  /** Whose tab it is, where what it stores matters. */
  browser?: Browser;
  /** Where its socket is dialled, past the balancer. */
  dial?: string | undefined;
}

export interface WorldOptions {
  companies: number;
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
export async function openWorld(run: Run, options: WorldOptions): Promise<World> {
  const deployment = await createDeployment({ ...run, ...options.deployment });
  const { url } = deployment;
  const companies = await setUpCompanies(deployment, options);
  const stage: Stage = {
    url,
    dial: (options.isDirect === true ? deployment.instances[0]?.url : null) ?? url,
    history: run.history,
    submissions: new Submissions(run.history),
    chance: run.chance.fork("actors"),
    clock: quickClock(options.speed),
  };
  const tabs: VisitorTab[] = [];
  const desks: AgentDesk[] = [];
  return {
    run,
    deployment,
    stage,
    companies,
    sharingOut: { capacity: options.capacity, policy: "least-busy" },
    tabs,
    desks,
    hire: (company, name) => hire(url, company, name),
    async openDesk(company, employee) {
      const desk = await openDesk(stage, company, employee);
      desks.push(desk);
      return desk;
    },
    async guest(company, name) {
      const [guest] = await walkIn(url, company, name);
      if (guest === undefined) throw new Error("nobody came in");
      return guest;
    },
    openTab(guest, name, { browser, dial = stage.dial } = {}) {
      const tab = openTab({ ...stage, dial }, name, guest, browser);
      tabs.push(tab);
      return tab;
    },
    async [Symbol.asyncDispose]() {
      for (const actor of [...tabs, ...desks]) actor.close();
      await deployment[Symbol.asyncDispose]();
    },
  };
}

async function setUpCompanies(
  deployment: Deployment,
  { companies, capacity }: WorldOptions,
): Promise<Company[]> {
  const { url } = deployment;
  const names = NAMES.slice(0, companies);
  const links: string[] = [];
  for (const name of names) links.push(await foundCompany(deployment, name));
  await deployment.startAll();
  const founded: Company[] = [];
  for (const [place, name] of names.entries()) {
    const company = await setUpCompany(url, links[place] ?? "", name);
    await company.admin.api.settings.setAssigning.mutate({ policy: "least-busy", capacity });
    founded.push(company);
  }
  return founded;
}
