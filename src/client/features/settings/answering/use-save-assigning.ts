import type { Assigning } from "#domain/model/settings.ts";
import { api } from "../../../api/api-hooks.ts";

/** Saves how chats are assigned. Resolves once the settings are reloaded. */
export function useSaveAssigning(): (change: Partial<Assigning>) => Promise<void> {
  const utils = api.useUtils();
  const { mutateAsync } = api.settings.setAssigning.useMutation();
  return async (change) => {
    await mutateAsync(change);
    await utils.settings.get.invalidate();
  };
}
