import { type Member, completeSetUp } from "../../e2e/support/member-accounts.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";

/** One of the organizations of a deployment. */
interface SetUpOrganization {
  admin: Member;
  widgetKey: string;
}

/** A Switchboard with two organizations that must stay isolated from each other. */
export interface TwoOrganizations extends AsyncDisposable {
  switchboard: SwitchboardProcess;
  url: string;
  ours: SetUpOrganization;
  theirs: SetUpOrganization;
}

/** Starts Switchboard and sets both organizations up. */
export async function openTwoOrganizations(
  options: Parameters<typeof startSwitchboardProcess>[0] = {},
): Promise<TwoOrganizations> {
  const switchboard = await startSwitchboardProcess(options);
  try {
    const { url } = switchboard;
    const ours = await setUpOrganization(url, switchboard.setUpLink(), "ours");
    await switchboard.stop();
    const link = switchboard.addOrganization("Moss & Mortar");
    await switchboard.start();
    const theirs = await setUpOrganization(url, link, "theirs");
    return {
      switchboard,
      url,
      ours,
      theirs,
      [Symbol.asyncDispose]: () => switchboard[Symbol.asyncDispose](),
    };
  } catch (error) {
    await switchboard[Symbol.asyncDispose]();
    throw error;
  }
}

async function setUpOrganization(url: string, link: string, name: string): Promise<SetUpOrganization> {
  const admin = await completeSetUp(url, link, { name: `Admin of ${name}`, email: `admin@${name}.example` });
  const { widgetKey } = await admin.api.agent.me.query({});
  return { admin, widgetKey };
}
