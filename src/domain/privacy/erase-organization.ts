import { decided, type Decision } from "../model/decision.ts";
import type { Scene } from "../model/scene.ts";

/**
 * Erases the organization with all its data. Connected clients are notified, and then disconnected.
 *
 * @param typed - the company's name, typed as confirmation
 * @returns whether the name matched; otherwise nothing happens
 */
export function decideEraseOrganization({ settings, now }: Scene, typed: string): Decision<boolean> {
  if (typed.trim() !== settings.widget.companyName) return decided([], false);
  return decided([{ kind: "organization-erased", at: now }], true, { erasesOrganization: true });
}
