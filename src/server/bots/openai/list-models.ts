import { type ModelConfig, modelClient } from "./request-completion.ts";
import { field } from "./completion-chunk.ts";
import { createControlFilter } from "../text/control-character-filter.ts";
import { cutText } from "../text/text-chunks.ts";

const MODELS_MAX = 20;
const NAME_MAX_LENGTH = 100;

/** Some of the models a server says it has; empty when it does not say. */
export async function knownModels(config: ModelConfig, signal: AbortSignal): Promise<string[]> {
  try {
    const response = await modelClient(config).models.list({ signal }).asResponse();
    const models = field(await response.json(), "data");
    if (!Array.isArray(models)) return [];
    return models
      .map(nameOf)
      .filter((name) => name !== "")
      .slice(0, MODELS_MAX);
  } catch {
    return [];
  }
}

function nameOf(model: unknown): string {
  const id = field(model, "id");
  return typeof id === "string"
    ? cutText(createControlFilter().push(id.toWellFormed()), NAME_MAX_LENGTH)
    : "";
}
