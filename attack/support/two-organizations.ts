import { type Member, setUp } from "../../e2e/support/api-client.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";

/** One of the companies of a deployment. */
interface House {
  admin: Member;
  widgetKey: string;
}

/** A Switchboard with two companies that know nothing of each other. */
export interface TwoOrganizations extends AsyncDisposable {
  switchboard: SwitchboardProcess;
  url: string;
  ours: House;
  theirs: House;
}

/** Starts it, and sets both up. */
export async function openTwoOrganizations(
  parts: Parameters<typeof startSwitchboardProcess>[0] = {},
): Promise<TwoOrganizations> {
  const switchboard = await startSwitchboardProcess(parts);
  try {
    const { url } = switchboard;
    const ours = await moveIn(url, switchboard.setUpLink(), "ours");
    await switchboard.stop();
    const link = switchboard.addOrganization("Moss & Mortar");
    await switchboard.start();
    const theirs = await moveIn(url, link, "theirs");
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

async function moveIn(url: string, link: string, name: string): Promise<House> {
  const admin = await setUp(url, link, { name: `Admin of ${name}`, email: `admin@${name}.example` });
  const { widgetKey } = await admin.api.agent.me.query({});
  return { admin, widgetKey };
}
