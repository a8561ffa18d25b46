import { decided, type Decision } from "../model/decision.ts";
import type { Scene } from "../model/scene.ts";

/**
 * The company is erased with everything in it. Nobody is told but those who are connected, who are shown out.
 *
 * @param typed - the company's name, as a second thought
 * @returns whether it was that; nothing happens if it was another
 */
export function decideEraseOrganization({ settings, now }: Scene, typed: string): Decision<boolean> {
  if (typed.trim() !== settings.widget.companyName) return decided([], false);
  return decided([{ kind: "organization-erased", at: now }], true, { erasesOrganization: true });
}
