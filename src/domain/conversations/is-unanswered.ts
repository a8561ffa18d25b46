import { type EndedBy, type Session, isMail } from "../model/session.ts";
import { isFarewell } from "../text/is-farewell.ts";

/**
 * Whether a session that ends now leaves its customer without an answer, so that somebody has to attend to it: their last
 * words wait for one, whoever holds it; or they wait for a person, whom they asked for or were offered by a chatbot that did
 * not know. It is not if a member ends it, nor if all that waits are words that only thank or take leave: who thanks while a
 * question of theirs waits, or for the person they asked for, still has no answer.
 */
export function isUnanswered(session: Session, by: EndedBy): boolean {
  const { holder, awaitingSince, offered = false, customerMessages } = session;
  if (by.kind === "member" || customerMessages === 0) return false;
  if (onlyTakesLeave(session)) return false;
  return awaitingSince !== null || holder.kind === "queue" || (offered && !isMail(session));
}

function onlyTakesLeave({ awaitingSince, lastWords, queuedAt, needsPerson, returned }: Session): boolean {
  if (lastWords?.by !== "customer" || !isFarewell(lastWords.text)) return false;
  const asksMore = lastWords.at !== awaitingSince;
  const hasAskedForPerson = needsPerson && !returned && queuedAt !== null && queuedAt <= lastWords.at;
  return !asksMore && !hasAskedForPerson;
}
