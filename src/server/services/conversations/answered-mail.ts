import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { type PublicName, publicNameOf } from "#domain/model/member.ts";
import type { AnsweredMail } from "#domain/views/customer-state.ts";
import { readMarks } from "../../db/conversations/read-marks.ts";
import { lastMessages } from "../../db/conversations/recent-messages.ts";
import { newestMailOf, type StoredSession } from "../../db/conversations/sessions.ts";
import type { Reader } from "../../db/store/store.ts";

interface OfCustomer {
  orgId: OrgId;
  customerId: CustomerId;
}

/** How many of a customer's mail sessions are looked at. Each lasts two weeks if nobody ends it. */
const SESSIONS = 50;

/** Among how many messages the last one of a member is looked for. */
const MESSAGES = 100;

/** A mail session, and how many of the messages to its customer they have seen. */
export interface MailSeen extends StoredSession {
  read: number;
}

/** Reads a customer's newest mail sessions with what they have seen of them, newest first. */
export async function readMailSeen(reader: Reader, of: OfCustomer): Promise<MailSeen[]> {
  const mail = await newestMailOf(reader, of, SESSIONS);
  if (mail.length === 0) return [];
  const ids = mail.map(({ state }) => state.id);
  const marks = await readMarks(reader, of.orgId, "customer", ids);
  return mail.map((one) => ({ ...one, read: marks.get(one.state.id) ?? 0 }));
}

/** How many messages of members in a mail session its customer has not seen. */
export function countUnseen({ state, read }: MailSeen): number {
  return Math.max(0, state.ourMessages - read);
}

/** Reads who has answered a customer by mail since they last looked; `null` if nobody has. */
export async function answeredMail(reader: Reader, of: OfCustomer): Promise<AnsweredMail | null> {
  const unseen = (await readMailSeen(reader, of)).filter((one) => countUnseen(one) > 0);
  const [newest] = unseen;
  if (newest === undefined) return null;
  const count = unseen.reduce((sum, one) => sum + countUnseen(one), 0);
  return { from: await lastWriter(reader, of.orgId, newest), count };
}

async function lastWriter(reader: Reader, orgId: OrgId, { state }: StoredSession): Promise<PublicName> {
  const { by, name, publicName } = state.lastWords ?? {};
  if (by === "member" && name !== undefined)
    return publicNameOf({ name, ...(publicName !== undefined && { publicName }) });
  return lastWriterAmong(reader, orgId, state.id);
}

async function lastWriterAmong(reader: Reader, orgId: OrgId, id: SessionId): Promise<PublicName> {
  const messages = await lastMessages(reader, orgId, id, MESSAGES);
  const authors = messages.flatMap(({ author }) => (author.kind === "member" ? author : []));
  return publicNameOf(authors.at(-1) ?? { name: "" });
}
