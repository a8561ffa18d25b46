import type { Fallbacks } from "#domain/model/settings.ts";
import { api } from "../../../api/api-hooks.ts";

/** Saves what happens when a customer asks for a person, and when the chatbot does not know the answer. */
export function useSaveFallbacks(): (change: Partial<Fallbacks>) => Promise<void> {
  const utils = api.useUtils();
  const { mutateAsync } = api.settings.setFallbacks.useMutation();
  return async (change) => {
    await mutateAsync(change);
    await utils.settings.get.invalidate();
  };
}
