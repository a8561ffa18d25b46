import { type ModelConfig, openAiClient } from "./request-completion.ts";
import { ownField } from "./completion-chunk.ts";
import { createControlCharacterFilter } from "../text/control-character-filter.ts";
import { cutText } from "../text/text-chunks.ts";

const MODELS_MAX = 20;
const NAME_MAX_LENGTH = 100;

/** Some of the models a server lists; empty when it lists none. */
export async function listModels(config: ModelConfig, signal: AbortSignal): Promise<string[]> {
  try {
    const response = await openAiClient(config).models.list({ signal }).asResponse();
    const models = ownField(await response.json(), "data");
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
  const id = ownField(model, "id");
  return typeof id === "string"
    ? cutText(createControlCharacterFilter().push(id.toWellFormed()), NAME_MAX_LENGTH)
    : "";
}
