/** The only tool of the model. */
export const ASK_FOR_PERSON = "ask_for_person";
export const CANNOT_ANSWER = "cannot-answer";

/** What a call of the tool asks for. */
export type RequestedAction = "asks-person" | "unsure";

/** The tool's name as an identifier in anybody's casing. Plain English, “ask for a person”, is none. */
export const TOOL_IDENTIFIER = /(?<![a-z])ask[_-]?for[_-]?(?:an?[_-]?)?(?:person|human|agent)(?![a-z])/i;

/** Other names that can only mean our one tool; letters only, in lower case. */
const SIMILAR_NAME =
  /^(?:functions?|tools?|defaultapi)?(?:ask|call|get|bring|request|connect|transfer|handoff|handover|escalate|switch|forward|contact|speak|talk|summon|notify)(?:to|for|with|in|a|an|the|real|live|human|support)*(?:person|human|agent|operator|representative|staff|colleague|employee|someone|support|teammember)/;
const CANNOT = /(?:cannot|can.?t)[-_ ]?answer/i;

/**
 * Whether a name that a model calls means our tool. Models change its casing and invent similar names; some servers
 * repeat the name with every piece, hence only its beginning is compared.
 */
export function isPersonTool(name: string): boolean {
  return SIMILAR_NAME.test(name.toLowerCase().replaceAll(/[^a-z]/g, ""));
}

/** What the arguments of a call say. If they are broken, the customer counts as having asked. */
export function actionOf(args: string): RequestedAction {
  return CANNOT.test(args) ? "unsure" : "asks-person";
}
