import { createStore, useStore } from "../../../store.ts";

/** The models that the bot's server listed when a test did not find the one entered. */
const suggestedModels = createStore<readonly string[]>([]);

/** Stores models found by a test as suggestions for the model field. */
export function suggestModels(models: readonly string[]): void {
  if (models.length > 0) suggestedModels.set(models);
}

/** The suggestions for the model field. */
export function useSuggestedModels(): readonly string[] {
  return useStore(suggestedModels, (models) => models);
}
