import { type Member, completeSetUp } from "../../e2e/support/member-accounts.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";

/** A running Switchboard with one organization. */
export interface SwitchboardWithOrganization extends AsyncDisposable {
  switchboard: SwitchboardProcess;
  url: string;
  widgetKey: string;
  ana: Member;
}

const ANA = { name: "Ana Ruiz", email: "ana@fern.example" };

/** Starts Switchboard on its own port and data folder, and sets the organization up. */
export async function startSwitchboardWithOrganization(
  options: Parameters<typeof startSwitchboardProcess>[0] = {},
): Promise<SwitchboardWithOrganization> {
  const switchboard = await startSwitchboardProcess(options);
  try {
    const { url } = switchboard;
    const ana = await completeSetUp(url, switchboard.setUpLink(), ANA);
    const { widgetKey } = await ana.api.agent.me.query({});
    return {
      switchboard,
      url,
      widgetKey,
      ana,
      [Symbol.asyncDispose]: () => switchboard[Symbol.asyncDispose](),
    };
  } catch (error) {
    await switchboard[Symbol.asyncDispose]();
    throw error;
  }
}
