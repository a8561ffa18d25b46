import { addAgent, type Member, setUp } from "../../e2e/support/api-client.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";

/** A started Switchboard with a company, as an attack meets it. */
export interface Organization extends AsyncDisposable {
  switchboard: SwitchboardProcess;
  url: string;
  widgetKey: string;
  ana: Member;
  hire: (name: string) => Promise<Member>;
}

const ANA = { name: "Ana Ruiz", email: "ana@fern.example" };

/** Starts it on a port and data of its own and sets it up. */
export async function openOrganization(
  parts: Parameters<typeof startSwitchboardProcess>[0] = {},
): Promise<Organization> {
  const switchboard = await startSwitchboardProcess(parts);
  try {
    const { url } = switchboard;
    const ana = await setUp(url, switchboard.setUpLink(), ANA);
    const { widgetKey } = await ana.api.agent.me.query({});
    return {
      switchboard,
      url,
      widgetKey,
      ana,
      hire: (name) => addAgent(url, ana, name),
      [Symbol.asyncDispose]: () => switchboard[Symbol.asyncDispose](),
    };
  } catch (error) {
    await switchboard[Symbol.asyncDispose]();
    throw error;
  }
}
