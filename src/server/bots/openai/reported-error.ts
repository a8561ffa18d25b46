import { ownField } from "./completion-chunk.ts";

/** Fields that hold an error in one server's dialect or another's; with an empty or a zero value there is none. */
const ERROR_FIELDS = ["error", "errors", "error_code", "errorCode", "err_code", "exception"] as const;
const STATUS_FIELDS = ["status", "status_code", "statusCode"] as const;
const MESSAGE_FIELDS = ["message", "msg", "error_msg", "error_message", "detail", "text"] as const;
const BAD_STATUS = /^[45]\d\d$|error|fail/i;
const NO_ERROR = /^(0|2\d\d|null|none|ok|success|succeeded|false|)$/i;

/** What holds the error that an answer, or a chunk of one, reports instead of words or beside them; `null` if none does. */
export function reportedError(value: unknown): unknown {
  // Google puts an error into a list.
  if (Array.isArray(value)) return value.map(reportedError).find((error) => error !== null) ?? null;
  const choices = ownField(value, "choices");
  const choice: unknown = Array.isArray(choices) ? choices[0] : null;
  const beside = ownField(value, "x_groq");
  const holders = [value, beside, choice, ownField(choice, "delta"), ownField(choice, "message")];
  const holder = holders.find((one) => ERROR_FIELDS.some((name) => isSet(ownField(one, name)))) ?? null;
  if (holder !== null) return holder;
  const isError =
    [ownField(value, "object"), ownField(value, "type"), ownField(value, "status")].includes("error") ||
    isSet(ownField(ownField(value, "base_resp"), "status_code")) ||
    (!Array.isArray(choices) && isBareError(value));
  return isError ? value : null;
}

/** Without choices a code and a message are an error, and so is a `detail`, in which FastAPI puts its own. */
function isBareError(value: unknown): boolean {
  const hasMessage = MESSAGE_FIELDS.some((name) => isSet(ownField(value, name)));
  const hasCode =
    isSet(ownField(value, "code")) ||
    STATUS_FIELDS.some((name) => BAD_STATUS.test(String(ownField(value, name))));
  return (hasMessage && hasCode) || isSet(ownField(value, "detail"));
}

function isSet(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return !NO_ERROR.test(String(value));
}
