import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";

/** Why a server refused, by the words that servers use, each within a line. */
const REGION =
  /\b(country|region|territory|(?:user|your|this|current|its) location)\b.{0,80}(not (currently )?(supported|available|allowed|permitted|served)|n['o]t (supported|available|allowed)|unsupported|restricted|blocked|denied|prohibited|banned|unavailable)|(unsupported|restricted|unavailable|banned|blocked|denied|prohibited|not (available|supported|allowed|offered)).{0,60}\b(country|countries|region|territory|your location|jurisdiction)|unsupported_country|sanction|embargo|error code: 1009|(地区|国家|区域).{0,10}(不支持|不可用|限制)|不支持.{0,10}(地区|国家|区域)/i;
const IP =
  /\bip\b.{0,80}(not.{0,20}(allow|authoriz|authoris|permit|whitelist|in the|on the|listed)|allow.?list|white.?list|deni|block|restrict|forbidden|reject|banned)|(allow.?list|white.?list|deni|block|restrict|not authori|not allow|unauthori|forbidden).{0,60}\bip\b|ip_(not_|address_|block|deni|restrict)|firewall|virtual network|private endpoint|network settings|error code: 100[678]\b|network (policy|access rule)/i;
const CREDIT =
  /insufficient.{0,12}(quota|balance|credits?|funds?)|exceeded your current quota|\b(credits?|balance|quota|funds)\b.{0,40}(too low|insufficient|exhaust|depleted|used up|ran out|run out|not enough|exceeded|reached|required|negative|expired|is 0|zero)|(out of|no|n't have any|not enough|more|add|purchase|requires|exhausted|exceeded|over|reached|used up).{0,30}\b(credits?|quota|balance|funds)\b(?! were charged)|free (tier|quota|allocation).{0,40}exhausted|used up.{0,40}allocation|\barrear|good standing|billing[_ ](hard|not|is|account|issue|required|details)|check your.{0,20}billing|payment (is )?(required|method)|(spend|spending|usage|monthly|budget).{0,12}(limit|cap|budget).{0,20}(reached|exceed|hit)|(reached|exceeded|hit).{0,40}(spend|spending|usage|monthly|budget).{0,12}(limit|cap)|budget.{0,20}exceed|account.{0,40}(suspended|overdue|arrear|not active|inactive)|欠费|余额不足|额度/i;
const RATE =
  /rate.?limit|too many (requests|connections|concurrent)|(requests|tokens) per (min|day|sec|hour)|\b[rt]p[mds]\b|try again in|slow down|throttl|concurrency limit|pending requests|请求过于频繁|限流|并发/i;
const MODEL_ACCESS =
  /\bmodel\b.{0,120}(not (have )?(access|allowed|permitted|authori[sz]ed|enabled|included|entitled)|no access|lacks? access|blocked|gated|restricted|requires? (terms|access|approval|verif)|permission|must be verified)|((not|n't|no|without|lacks?|denied|restricted|requires?).{0,12}(access|permission|entitle|allowed|authori[sz]ed)|must be verified|gated|permission_blocked).{0,60}\b(models?|repo)\b|model_not_allowed|model_access|data policy/i;
const NO_MODEL =
  /model.{0,200}(not.?found|not.exist|does.?n.t exist|does not exist|unknown|invalid|unavailable|not (available|supported|recognized|loaded)|no longer|deprecated|decommissioned)|(unknown|invalid|unsupported|no such|not a valid|not find|can't find) model|no models? (loaded|found|available)|unable to access model|model is only supported in|specify a (valid )?model|deployment.{0,60}does not exist|no endpoints found for|provider not provided|^model: \S+$|模型.{0,20}不存在/im;
const TOKEN =
  /(api.?key|api.?token|access.?token|auth\w* token|bearer|credentials?|\btoken\b).{0,60}(invalid|incorrect|wrong|not valid|expired|revoked|missing|malformed|unknown|not found|required|disabled|not provided|rejected)|(invalid|incorrect|wrong|missing|expired|unknown|provide|no|bad|revoked).{0,30}(api.?key|api.?token|access.?token|bearer|credential|authentication)|api_key_|^invalid token$|^unauthorized$|unauthenticated|authentication (failed|required|error)|not authenticated/im;
const FILTER =
  /content.{0,3}(filter|policy|management|moderat)|responsible.?ai|\bmoderation\b|safety (system|filter|policy)|data_inspection|flagged|content exists risk|high risk|inappropriate content|(敏感|违规|安全).{0,10}(内容|信息|审核)|内容.{0,10}(敏感|违规|安全)/i;
const CONTEXT =
  /context.{0,3}(length|window|size|limit|overflow)|exceed_context|(string|array) too long|(prompt|inputs?|request|messages?|conversation|sequence|text)\b.{0,60}(too (long|large|big)|longer than|exceed|less than \d+ tokens)|too (long|large|many).{0,30}(tokens?|inputs?|prompts?|request|messages?|model|context)|max\w*.{0,20}(context|prompt|input|sequence|model).{0,3}(length|len|tokens|size)|tokens?\b.{0,60}(exceed|must (be|have) (<|less|fewer|at most)|greater than the|more than the|limit of \d)|exceed.{0,60}(maximum|max|token limit|number of tokens|context)|(maximum|max).{0,30}\btokens?\b|reduce (the length|your|the size|the number)|must be reduced|shorter (input|prompt)|max\w*tokens.{0,40}(at least|negative|got -)|range of input length|prompt.{0,5}(超长|过长)|(超过|超出|过长|超长).{0,20}(长度|token|上下文|限制)|(长度|token|上下文).{0,20}(超过|超出|过长|超长|限制)/i;
/** The server has no room for the model. */
const NO_MEMORY = /out of memory|insufficient system resources|more system memory/i;
/** An API has answered, but it has nothing at this address. */
const NO_ROUTE = /unexpected endpoint|could not route|no route matched/i;
/** The account itself is barred. */
const BARRED = /organization.{0,20}(restricted|disabled|deactivated)/i;

/** Named with advice on rate limits, but it is the account that has nothing left. */
const NO_QUOTA = /exceeded your current quota|insufficient.{0,3}quota/i;
const UNAUTHORIZED = 401;
const PAYMENT_REQUIRED = 402;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const METHOD_NOT_ALLOWED = 405;
const REQUEST_TIMEOUT = 408;
const TOO_LARGE = 413;
const TOO_MANY = 429;
const LEGAL_REASONS = 451;
const SERVER_ERRORS_FROM = 500;
const TIMEOUTS: ReadonlySet<number> = new Set([REQUEST_TIMEOUT, 504, 522, 524]);

/**
 * The cause of an HTTP error. What its words name counts more than its status, which servers choose differently.
 *
 * @param text - its words, see `errorTextOf`
 * @param isJson - whether an API has answered and no web page
 */
export function causeOfError(status: number, text: string, isJson: boolean): BotFailureCause {
  if (status === TOO_MANY) return causeOfTooMany(text);
  if (NO_ROUTE.test(text)) return "not-compatible";
  if (NO_MEMORY.test(text)) return "server-error";
  return namedCause(status, text) ?? causeOfStatus(status, isJson);
}

function causeOfTooMany(text: string): BotFailureCause {
  if (NO_QUOTA.test(text)) return "out-of-credit";
  if (/too large|must be reduced/i.test(text)) return "question-too-long";
  return !RATE.test(text) && CREDIT.test(text) ? "out-of-credit" : "rate-limited";
}

function namedCause(status: number, text: string): BotFailureCause | null {
  const isRefusal = status === UNAUTHORIZED || status === FORBIDDEN;
  if (status === LEGAL_REASONS || REGION.test(text)) return "country-not-supported";
  if (status !== TOO_LARGE && IP.test(text)) return "ip-not-allowed";
  if (status === PAYMENT_REQUIRED || CREDIT.test(text)) return "out-of-credit";
  if (status !== TOO_LARGE && RATE.test(text)) return "rate-limited";
  if (!isRefusal && (status === TOO_LARGE || CONTEXT.test(text))) return "question-too-long";
  if (/does.{0,3}n.t exist|does not exist/i.test(text) && NO_MODEL.test(text)) return "unknown-model";
  if (MODEL_ACCESS.test(text)) return "model-not-allowed";
  if (FILTER.test(text)) return "content-filter";
  if (status === UNAUTHORIZED || TOKEN.test(text)) return "unauthorized";
  if (BARRED.test(text)) return "forbidden";
  return NO_MODEL.test(text) ? "unknown-model" : null;
}

function causeOfStatus(status: number, isJson: boolean): BotFailureCause {
  if (status === FORBIDDEN) return "forbidden";
  if (TIMEOUTS.has(status)) return "timeout";
  if (status >= SERVER_ERRORS_FROM) return "server-error";
  const isWrongPath = status === NOT_FOUND || status === METHOD_NOT_ALLOWED || !isJson;
  return isWrongPath ? "not-compatible" : "rejected";
}
