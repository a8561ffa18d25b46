import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";

/** What happened and what to do, if anything. */
export const botFailures: Record<BotFailureCause, string> = {
  unreachable: "The server could not be reached. Check the address and that the server is running.",
  unauthorized: "The server rejected the token.",
  "token-unreadable":
    "The stored token cannot be decrypted: Switchboard's APP_SECRET was replaced. Enter the token again.",
  forbidden: "The server refused access and did not say why. Check what the token may be used for.",
  "country-not-supported": "The provider does not serve the country or region that this server is in.",
  "ip-not-allowed":
    "The provider does not allow this server's IP address. Add it to the account's list there.",
  "out-of-credit": "The account has no credit or quota left. Check its billing at the provider.",
  "unknown-model": "The server does not know this model.",
  "model-not-allowed": "The server knows this model, but the account or token may not use it.",
  timeout: "No answer in time. Try a longer reply timeout or a faster model.",
  "not-compatible": "The answer is not in the OpenAI format. Check that this is the address of the API.",
  rejected: "The server did not accept the question. Check that this model is made for chats.",
  "question-too-long":
    "The question does not fit into the model's context. Shorten the instructions, or give the model a longer context.",
  "over-budget": "Its usage limit has been reached for now. People answer until it can be used again.",
  "rate-limited": "The server says there are too many requests.",
  blocked:
    "This address is not allowed. Use a public https address, or ask the operator to list it in BOT_EGRESS_ALLOW.",
  redirected: "The address redirects to another one. Enter the final address.",
  cut: "The answer was cut off.",
  "answer-too-long":
    "The model reached its length limit before the end of an answer. Raise the limit on the server, or ask for shorter answers in the instructions.",
  "content-filter": "A content filter of the server stopped the answer.",
  empty: "The server answered without any text.",
  "server-error": "The server reported an internal error, or is overloaded.",
};

/** The same for agents, behind “The chatbot could not answer:”. */
export const botFailureReasons: Record<BotFailureCause, string> = {
  unreachable: "it could not be reached",
  unauthorized: "its token was not accepted",
  "token-unreadable": "its stored token cannot be decrypted",
  forbidden: "its server refused access",
  "country-not-supported": "it is not offered in the country of this server",
  "ip-not-allowed": "its server does not allow this server's IP address",
  "out-of-credit": "its account has no credit or quota left",
  "unknown-model": "its model is unknown",
  "model-not-allowed": "its account may not use this model",
  timeout: "it took too long",
  "not-compatible": "its answer could not be read",
  rejected: "its server did not accept the question",
  "question-too-long": "the chat is too long for its model",
  "over-budget": "its usage limit was reached",
  "rate-limited": "it received too many requests",
  blocked: "its address is not allowed",
  redirected: "its address redirects elsewhere",
  cut: "its answer broke off",
  "answer-too-long": "its answer reached the model's length limit",
  "content-filter": "a content filter stopped it",
  empty: "its answer was empty",
  "server-error": "it had an error",
};
