import { normalizeMessage } from "./normalize-message.ts";

const LONGEST = 200;
const SOME = "(?:(?:an?|any|some|the|your|one of your|real|live|actual|human|other|different) ){0,4}";
const SOMEBODY =
  "(?:human(?: being)?|person|people|somebody|someone|agents?|operator|representative|advisor|employee|manager)";
const OFFICE =
  "(?:staff|team|(?:customer )?support|(?:customer|support) (?:service|team|care)|(?:team )?member)";

const REQUESTS: readonly RegExp[] = [
  // "talk to a person"
  new RegExp(
    `\\b(?:talk|talking|speak|speaking|chat|chatting) (?:to|with) ${SOME}(?:${SOMEBODY}|${OFFICE})\\b`,
  ),
  // "connect me with an agent"
  new RegExp(
    `\\b(?:connect|transfer|hand|pass|put|switch|escalate) (?:me|us|this) (?:\\w+ ){0,2}?(?:to|with) ${SOME}(?:${SOMEBODY}|${OFFICE})\\b`,
  ),
  // "get me a human"
  new RegExp(`\\b(?:get|give|bring|find) me ${SOME}${SOMEBODY}\\b`),
  // "I'd like a real person", "is there somebody?"
  /\bi (?:want|need|prefer|(?:would|d) (?:like|prefer)) (?:an? )?(?:(?:real|live|actual|human) )?(?:human|person|agent|operator|representative)\b/,
  /\b(?:is|are) there (?:an? |any )?(?:real |live |actual )?(?:human|person|people|agent|somebody|someone)\b/,
  // nothing but "a human, please"
  new RegExp(`^(?:(?:please|ok|no|hi|hello) ){0,2}${SOME}${SOMEBODY}(?: (?:please|now)){0,2}$`),
];

/** Sentences about somebody else, or the opposite of a request. */
const EXCEPTIONS: readonly RegExp[] = [
  /\b(?:customers?|visitors?|clients?|users?)\b.*\b(?:talk|speak|chat)/,
  /\b(?:don t|dont|do not|without|never|not) (?:\w+ ){0,4}?(?:talk|speak|talking|speaking|want|need|human|person|agent)\b/,
];

/** Whether the customer clearly asks for a human. English only; for other languages there is the button. */
export function asksForPerson(text: string): boolean {
  if (text.length > LONGEST) return false;
  const words = normalizeMessage(text);
  return (
    REQUESTS.some((request) => request.test(words)) && !EXCEPTIONS.some((pattern) => pattern.test(words))
  );
}
