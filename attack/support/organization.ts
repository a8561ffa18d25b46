import { hire, type Member, setUp } from "../../e2e/support/api-client.ts";
import { startSwitchboard, type Switchboard } from "../../e2e/support/switchboard-process.ts";

/** A started Switchboard with a company, as an attack meets it. */
export interface Company extends AsyncDisposable {
  switchboard: Switchboard;
  url: string;
  widgetKey: string;
  ana: Member;
  hire: (name: string) => Promise<Member>;
}

const ANA = { name: "Ana Ruiz", email: "ana@fern.example" };

/** Starts it on a port and data of its own and sets it up. */
export async function openCompany(parts: Parameters<typeof startSwitchboard>[0] = {}): Promise<Company> {
  const switchboard = await startSwitchboard(parts);
  try {
    const { url } = switchboard;
    const ana = await setUp(url, switchboard.setUpLink(), ANA);
    const { widgetKey } = await ana.api.agent.me.query({});
    return {
      switchboard,
      url,
      widgetKey,
      ana,
      hire: (name) => hire(url, ana, name),
      [Symbol.asyncDispose]: () => switchboard[Symbol.asyncDispose](),
    };
  } catch (error) {
    await switchboard[Symbol.asyncDispose]();
    throw error;
  }
}
