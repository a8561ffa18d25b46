import { createStore, useStore } from "../../../store.ts";

/** The models the server named when a test did not find the one typed. */
const known = createStore<readonly string[]>([]);

/** Remembers what a test has found, as suggestions for the model's field. */
export function suggestModels(models: readonly string[]): void {
  if (models.length > 0) known.set(models);
}

/** What to suggest for the model. */
export function useSuggestedModels(): readonly string[] {
  return useStore(known, (models) => models);
}
