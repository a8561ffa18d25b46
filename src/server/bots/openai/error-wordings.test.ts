import { describe, expect, test } from "bun:test";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { endpointErrorInAnswer, endpointErrorOf } from "./endpoint-error.ts";
import type { RequestPart } from "./refused-parts.ts";

/** An error as OpenAI words it. */
const openAi = (message: string, code: string | null = null) =>
  JSON.stringify({ error: { message, type: "invalid_request_error", param: null, code } });
/** An error as vLLM, Mistral and SGLang word it. */
const flat = (message: string) =>
  JSON.stringify({ object: "error", message, type: "BadRequestError", code: 400 });

const errorOf = (status: number, body: string) => endpointErrorOf(status, new Headers(), body);

const CAUSES: Partial<Record<BotFailureCause, readonly (readonly [status: number, body: string])[]>> = {
  "question-too-long": [
    [
      400,
      openAi(
        "This model's maximum context length is 4097 tokens. However, your messages resulted in 5000 tokens.",
      ),
    ],
    [400, openAi("Your input exceeds the context window of this model.", "context_length_exceeded")],
    [400, flat("The decoder prompt (length 5000) is longer than the maximum model length of 4096.")],
    [400, flat("max_tokens must be at least 1, got -904.")],
    [
      400,
      JSON.stringify({ error: { code: 400, message: "the request exceeds the available context size" } }),
    ],
    [
      500,
      JSON.stringify({ error: { code: 500, message: "context shift is disabled; context size exceeded" } }),
    ],
    [
      500,
      JSON.stringify({
        error: { message: "input is too large to process. increase the physical batch size" },
      }),
    ],
    [400, JSON.stringify({ error: "the input length exceeds the context length" })],
    [
      400,
      JSON.stringify({
        type: "error",
        error: { message: "prompt is too long: 210000 tokens > 200000 maximum" },
      }),
    ],
    [
      400,
      flat(
        "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
      ),
    ],
    [
      413,
      openAi(
        "Request too large for model `llama` on tokens per minute (TPM): Limit 6000, Requested 7289",
        "rate_limit",
      ),
    ],
    [429, openAi("Request too large on tokens per min (TPM). The input or output tokens must be reduced.")],
    [400, openAi("Please reduce the length of the messages or completion.")],
    [
      400,
      JSON.stringify({
        error: "The number of tokens to keep from the initial prompt is greater than the context length.",
      }),
    ],
    [
      422,
      JSON.stringify({
        error: "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096.",
      }),
    ],
    [
      422,
      JSON.stringify({
        error: "Input validation error: `inputs` must have less than 3072 tokens. Given: 4000",
      }),
    ],
    [400, openAi("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).")],
    [
      400,
      JSON.stringify({ message: "too many tokens: total number of tokens in the prompt cannot exceed 4081" }),
    ],
    [
      400,
      JSON.stringify({
        error: "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
      }),
    ],
    [
      400,
      JSON.stringify({ code: "InvalidParameter", message: "Range of input length should be [1, 30720]" }),
    ],
    [400, JSON.stringify({ message: "Input is too long for requested model." })],
    [413, "Request rejected by the firewall: too large"],
    [413, "<html><title>413 Request Entity Too Large</title></html>"],
    [400, openAi("输入长度超过模型最大长度限制")],
    [400, openAi("Prompt 超长")],
    [400, openAi("string too long. Expected a string with maximum length 1048576.")],
  ],
  "country-not-supported": [
    [403, openAi("Country, region, or territory not supported", "unsupported_country_region_territory")],
    [400, openAi("User location is not supported for the API use.")],
    [403, openAi("Request not allowed: access from your region is not available")],
    [403, openAi("Your country isn't supported.")],
    [
      403,
      "<script>x</script>The owner of this website has banned the country or region your IP address is in",
    ],
    [451, "Unavailable For Legal Reasons"],
    [403, "error code: 1009"],
  ],
  "ip-not-allowed": [
    [403, openAi("Your IP is not authorized to access this project", "ip_not_authorized")],
    [401, openAi("Your IP address 1.2.3.4 is not in the allowlist")],
    [403, openAi("The provided API key has an IP address restriction.", "API_KEY_IP_ADDRESS_BLOCKED")],
    [403, openAi("Access denied due to Virtual Network/Firewall rules.")],
    [403, openAi("Public access is disabled. Please configure private endpoint.")],
    [403, openAi("Access denied. Please check your network settings.")],
    [403, "error code: 1006"],
  ],
  "out-of-credit": [
    [
      429,
      openAi("You exceeded your current quota, please check your plan and billing details. See rate-limits."),
    ],
    [402, "Payment required"],
    [402, ""],
    [429, openAi("Your account has no credits left")],
    [400, openAi("Your credit balance is too low to access the API. Please go to Plans & Billing.")],
    [403, openAi("Your account has no credits left")],
    [429, openAi("Your account is not active, please check your billing details on our website.")],
    [400, openAi("Billing hard limit has been reached")],
    [403, openAi("Insufficient account balance")],
    [403, JSON.stringify({ error: "Your newly created team doesn't have any credits or licenses yet." })],
    [400, openAi("Access denied, please make sure your account is in good standing.", "Arrearage")],
    [403, openAi("The free tier of the model has been exhausted.", "AllocationQuota.FreeTierOnly")],
    [
      429,
      JSON.stringify({ errors: [{ message: "you have used up your daily free allocation of neurons" }] }),
    ],
  ],
  "rate-limited": [
    [
      429,
      openAi("Rate limit reached on requests per min (RPM). Visit /account/billing to add a payment method."),
    ],
    [429, "Too many requests"],
    [429, openAi("Rate limit reached: no credits left in this minute")],
    [429, ""],
    [429, openAi("exceeded token rate limit of your tier. Go to aka.ms/oai/quotaincrease for more")],
    [503, openAi("Rate limit exceeded, slow down")],
    [503, openAi("server busy, please try again. maximum pending requests exceeded")],
  ],
  "model-not-allowed": [
    [403, openAi("Project `proj_x` does not have access to model `gpt-4`", "model_not_found")],
    [403, openAi("The model `llama` is blocked at the organization level.")],
    [403, JSON.stringify({ error: "Access to model meta-llama/Llama-3 is restricted." })],
    [400, openAi("The model `x` requires terms acceptance.", "model_terms_required")],
    [404, openAi("Your organization must be verified to use the model `o3`.")],
    [404, openAi("No endpoints found matching your data policy.")],
  ],
  "unknown-model": [
    [404, openAi("The model `tea-1` does not exist or you do not have access to it.", "model_not_found")],
    [400, openAi("Model Not Exist")],
    [404, openAi("The API deployment for this resource does not exist.", "DeploymentNotFound")],
    [404, openAi("Unable to access model foo.", "model_not_available")],
    [404, openAi("This model is only supported in v1/responses and not in v1/chat/completions.")],
    [404, openAi("No endpoints found for foo/bar.")],
    [404, openAi("Multiple models are loaded. Please specify a model by providing a 'model' field.")],
    [400, openAi("LLM Provider NOT provided. Pass in the LLM provider you are trying to call.")],
    [404, JSON.stringify({ error: { type: "not_found_error", message: "model: tea-0" } })],
    [400, openAi("The model `tea-0` has been decommissioned and is no longer supported.")],
    [404, openAi("No models loaded. Please load a model in the developer page")],
  ],
  unauthorized: [
    [401, "Unauthorized"],
    [401, openAi("maximum context length")],
    [400, openAi("API key not valid. Please pass a valid API key.")],
    [403, openAi("Invalid API key")],
    [403, JSON.stringify({ detail: "Not authenticated" })],
    [403, openAi("unauthorized")],
    [498, JSON.stringify({ message: "Invalid token" })],
  ],
  forbidden: [
    [403, "Forbidden"],
    [403, openAi("Access denied")],
    [403, openAi("maximum context length")],
    [400, openAi("Organization has been restricted. Please reach out to support.")],
  ],
  "content-filter": [
    [
      400,
      openAi("The response was filtered due to Azure OpenAI's content management policy.", "content_filter"),
    ],
    [403, openAi("Your chosen model requires moderation and your input was flagged")],
    [403, openAi("Your input was flagged for harassment. No credits were charged.")],
    [400, openAi("Content Exists Risk")],
  ],
  rejected: [
    [400, openAi("Bad")],
    [400, openAi("System role not supported")],
  ],
  "not-compatible": [
    [404, JSON.stringify({ detail: "Not Found" })],
    [405, JSON.stringify({ detail: "Method Not Allowed" })],
    [404, "<html><script>location = 1</script>Not found</html>"],
    [400, "Bad Request"],
    [400, JSON.stringify({ errors: [{ message: "Could not route to /ai/v1/chat/completions" }] })],
  ],
  "server-error": [
    [500, openAi("Internal server error")],
    [503, openAi("The model is overloaded")],
    [424, JSON.stringify({ error: "Request failed during generation: CUDA out of memory" })],
    [400, JSON.stringify({ error: "Model loading was stopped due to insufficient system resources." })],
    [529, JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } })],
  ],
  timeout: [
    [408, openAi("Request Timeout")],
    [504, "<html></html>"],
    [522, ""],
    [524, ""],
  ],
};

describe("a refusal is named as what it is", () => {
  for (const [cause, wordings] of Object.entries(CAUSES))
    test.each(wordings)(`${cause}: %d %s`, (status, body) => {
      expect(errorOf(status, body).reason).toBe(cause as BotFailureCause);
    });

  test("not by what it repeats of the question", () => {
    const input =
      "My country is not supported, my credit balance is too low, the context length is exceeded.";
    const body = JSON.stringify({
      detail: [{ loc: ["body", "messages", 1, "content"], msg: "bad value", input }],
    });
    expect(errorOf(422, body).reason).toBe("rejected");
  });

  test("inside of an answer by the status it carries, and by the words of a server behind the server", () => {
    expect(endpointErrorInAnswer({ error: { code: 429, message: "busy" } }).reason).toBe("rate-limited");
    expect(endpointErrorInAnswer({ error: { message: "CUDA out of memory" } }).reason).toBe("server-error");
    const inner = JSON.stringify({ error: { message: "Country not supported" } });
    expect(
      endpointErrorInAnswer({ error: { message: "Provider returned error", metadata: { raw: inner } } })
        .reason,
    ).toBe("country-not-supported");
  });
});

const REFUSED: Record<RequestPart, readonly (readonly [status: number, body: string])[]> = {
  rules: [
    [400, openAi("System role not supported")],
    [500, openAi("jinja2.exceptions.TemplateError: System role not supported")],
    [400, openAi("Developer instruction is not enabled for models/gemma-3-27b-it")],
    [400, openAi("Unsupported value: 'messages[0].role' does not support 'system' with this model.")],
    [400, flat("Conversation roles must alternate user/assistant/user/assistant/...")],
    [400, flat("Only user and assistant roles are supported!")],
    [
      422,
      JSON.stringify({
        detail: [{ loc: ["body", "messages", 0, "role"], msg: "Input should be 'user' or 'assistant'" }],
      }),
    ],
    [
      422,
      JSON.stringify({ error: "messages[0].role: unknown variant `system`, expected `user` or `assistant`" }),
    ],
    [400, JSON.stringify({ error: { message: 'messages: Unexpected role "system".' } })],
    [400, openAi("system messages are not allowed for this model")],
    [400, openAi("This model does not support system prompts")],
    [400, openAi('messages: first message must use the "user" role')],
    [400, openAi("role 'system' is not allowed; must be one of user, assistant, tool, function")],
    [400, openAi("不支持system角色")],
  ],
  tools: [
    [400, openAi("registry.ollama.ai/library/gemma:latest does not support tools")],
    [400, flat('"auto" tool choice requires --enable-auto-tool-choice')],
    [500, openAi("tools param requires --jinja flag")],
    [404, JSON.stringify({ error: { message: "No endpoints found that support tool use.", code: 404 } })],
    [400, openAi("This model does not support function calling.")],
    [400, openAi("Failed to call a function. Please adjust your prompt.", "tool_use_failed")],
    [422, JSON.stringify({ detail: [{ loc: ["body", "tools"], msg: "Extra inputs are not permitted" }] })],
  ],
  stream: [
    [400, openAi("Streaming is not supported for this model")],
    [400, openAi("Unsupported value: 'stream' does not support true with this model.")],
    [500, openAi("Cannot use tools with stream")],
    [422, JSON.stringify({ detail: "stream=true is not supported" })],
  ],
  "no-limit": [
    [
      422,
      JSON.stringify({ detail: [{ loc: ["body", "max_tokens"], msg: "Field required", type: "missing" }] }),
    ],
    [400, openAi("max_tokens is required")],
  ],
  "limit-name": [[400, openAi("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")]],
  history: [[413, "too large"]],
};

describe("what a refusal is about", () => {
  for (const [part, wordings] of Object.entries(REFUSED))
    test.each(wordings)(`${part}: %d %s`, (status, body) => {
      expect(errorOf(status, body).refuses[0]).toBe(part as RequestPart);
    });

  test("is not guessed where the refusal has another cause", () => {
    for (const [status, words] of [
      [401, "No tools without a key"],
      [429, "Too many tool calls"],
      [500, "file system full"],
      [502, "upstream closed"],
      [400, "Bad"],
    ] as const)
      expect(errorOf(status, openAi(words)).refuses).toEqual([]);
  });
});
