import { eq } from "drizzle-orm";
import { performCustomerAction } from "../../services/conversations/perform-customer-action.ts";
import { setAnsweringSwitch } from "../../services/routing/answering-switch.ts";
import { postReply } from "../../services/conversations/post-message.ts";
import { writeMail } from "../../services/mail/write-mail.ts";
import { PASSWORD } from "../test-server.ts";
import {
  addSecondStep,
  signedInElsewhere,
  withBegunSecondStep,
  withoutSecondStep,
  withSecondStep,
} from "./prepare-second-step.ts";
import type { SampleCallContext } from "./sample-call-context.ts";
import { deleteArticle, saveArticle } from "../../services/knowledge/change-article.ts";
import { ask, type Ids, join, lastPart, writeArticle } from "./test-organization.ts";
import { openChatDirectly, openWaitingChat } from "./open-chat-directly.ts";
import { defaultSettings } from "#domain/model/settings.ts";

/** A sample call of a procedure. */
export interface SampleCall {
  /** The ids in the input; empty for a procedure that takes none. */
  ids: readonly (keyof Ids)[];
  input: (ids: Ids) => object;
  /** Prepares the data that the call needs to succeed, and returns its id. */
  prepare?: (asking: SampleCallContext) => Promise<Partial<Ids>>;
}

const uuid = () => crypto.randomUUID();
const randomKey = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
const plain: SampleCall = { ids: [], input: () => ({}) };
const ofSession: SampleCall = { ids: ["sessionId"], input: ({ sessionId }) => ({ sessionId }) };
const ofCustomer: SampleCall = { ids: ["customerId"], input: ({ customerId }) => ({ customerId }) };
const watching: SampleCall = { ids: ["sessionId"], input: ({ sessionId }) => ({ sessionId, after: 0 }) };
const message: SampleCall = {
  ids: ["sessionId"],
  input: ({ sessionId }) => ({ sessionId, clientId: uuid(), text: "Hello" }),
};
const person = { name: "Kim", password: PASSWORD };
const chatbot = { ...defaultSettings("Fern & Kettle", 0).chatbot, token: null };

const waiting: NonNullable<SampleCall["prepare"]> = async ({ world: server, company, visitor }) => {
  await performCustomerAction(server.composition.services, company.orgId, visitor.sessionId, "askPerson");
  return {};
};

const heldByMember: NonNullable<SampleCall["prepare"]> = async ({
  world: server,
  company,
  visitor,
  member,
}) => {
  const said = { sessionId: visitor.sessionId, clientId: uuid(), text: "Hi" };
  await postReply(server.composition.services, company.orgId, said, member);
  return {};
};

/** A customer whose chat has ended. */
const withoutChat: NonNullable<SampleCall["prepare"]> = async ({ world: { composition }, company }) => {
  const { customerId, sessionId } = await openChatDirectly(composition, company.orgId);
  await performCustomerAction(composition.services, company.orgId, sessionId, "end");
  return { customerId };
};

/** A mail session of the calling member. */
const writtenTo: NonNullable<SampleCall["prepare"]> = async ({ world: { composition }, company, member }) => {
  const { customerId, sessionId } = await openChatDirectly(composition, company.orgId);
  const { services } = composition;
  await performCustomerAction(services, company.orgId, sessionId, "end");
  const said = { customerId, clientId: uuid(), text: "Hi" };
  return { sessionId: (await writeMail(services, company.orgId, said, member)).sessionId };
};

const freshMember: NonNullable<SampleCall["prepare"]> = async ({ world: server, company }) => {
  const { memberId } = await join(server.composition, company.orgId);
  return { memberId };
};

const freshMemberWithStep: NonNullable<SampleCall["prepare"]> = async ({ world: server, company }) => {
  const { memberId } = await join(server.composition, company.orgId);
  await addSecondStep(server.composition, memberId);
  return { memberId };
};

/** An invitation to a company in which nobody is yet. */
const invitationElsewhere: NonNullable<SampleCall["prepare"]> = async ({ world: { composition } }) => {
  const { auth, store } = composition;
  const name = `Third ${uuid()}`;
  await auth.addOrganization(name);
  const { organization } = store.tables;
  const [third] = await store.db
    .select({ id: organization.id })
    .from(organization)
    .where(eq(organization.name, name));
  return ask(composition, third?.id ?? "org_none");
};

const freshInvitation: NonNullable<SampleCall["prepare"]> = ({ world: server, company }) =>
  ask(server.composition, company.orgId);

const freshResetLink: NonNullable<SampleCall["prepare"]> = async ({ world: server, company }) => {
  const { memberId } = await join(server.composition, company.orgId);
  const admin = { orgId: company.orgId, by: company.admin.memberId };
  return { resetToken: lastPart(await server.composition.auth.createPasswordResetLink(admin, memberId)) };
};

const freshOrganization: NonNullable<SampleCall["prepare"]> = async ({ world: server }) => {
  return { setUpToken: lastPart(await server.composition.auth.addOrganization("Ink & Oak")) };
};

const freshArticle: NonNullable<SampleCall["prepare"]> = async ({ world: server, company, member }) => ({
  articleId: await writeArticle(server.composition, company.orgId, member.memberId),
});

const removedArticle: NonNullable<SampleCall["prepare"]> = async (context) => {
  const { world: server, company, member } = context;
  const id = await writeArticle(server.composition, company.orgId, member.memberId);
  const { services } = server.composition;
  await deleteArticle({ services, orgId: company.orgId, by: member.memberId }, id);
  return { articleId: id };
};

const rewrittenArticle: NonNullable<SampleCall["prepare"]> = async ({ world: server, company, member }) => {
  const { services } = server.composition;
  const id = await writeArticle(server.composition, company.orgId, member.memberId);
  const request = { services, orgId: company.orgId, by: member.memberId };
  await saveArticle(request, {
    id,
    expected: 1,
    content: { ...article, text: "From ten." },
    keepsPresent: true,
  });
  return { articleId: id };
};

const article = {
  title: "Hours",
  text: "From noon.",
  language: "en",
  audience: "customers",
  validUntil: null,
} as const;
const ofArticle: SampleCall = { ids: ["articleId"], input: ({ articleId }) => ({ id: articleId }) };

/** One sample for each procedure. A procedure without a sample fails the matrix. */
export const SAMPLE_CALLS: Record<string, SampleCall> = {
  "session.greeting": plain,
  "session.watchPublic": plain,
  "session.open": { ids: [], input: () => ({ key: randomKey(), name: "Maria", email: "maria@example.com" }) },
  "session.leaveMessage": {
    ids: [],
    input: () => ({
      form: { key: randomKey(), name: "Maria", email: "maria@example.com" },
      clientId: uuid(),
      text: "Hello",
    }),
  },
  "session.thread": plain,
  "session.current": plain,
  "session.earlier": {
    ...ofSession,
    input: ({ sessionId }) => ({ sessionId, before: { no: 1, own: 0, ours: 0 } }),
  },
  "session.watch": watching,
  "session.whispers": ofSession,
  "session.keepOpen": ofSession,
  "session.askPerson": ofSession,
  "session.askBot": { ...ofSession, prepare: waiting },
  "session.stopBot": ofSession,
  "session.end": ofSession,
  "message.send": message,
  "message.reply": message,
  "message.write": {
    ids: ["customerId"],
    input: ({ customerId }) => ({ customerId, clientId: uuid(), text: "Hello" }),
    prepare: withoutChat,
  },
  "message.typing": ofSession,
  "message.read": { ids: ["sessionId"], input: ({ sessionId }) => ({ sessionId, count: 0 }) },
  "agent.me": plain,
  "agent.inbox": plain,
  "agent.watch": { ids: [], input: () => ({ after: 0 }) },
  "agent.whispers": plain,
  "agent.look": { ids: ["customerId"], input: ({ customerId }) => ({ customerIds: [customerId] }) },
  "agent.earlier": {
    ids: ["customerId", "sessionId"],
    input: ({ customerId, sessionId }) => ({ customerId, before: { sessionId, sessionNo: null } }),
  },
  "agent.chattedWith": {
    ids: ["customerId"],
    input: ({ customerId }) => ({ before: { at: 4_102_444_800_000, customerId } }),
  },
  "agent.colleagues": plain,
  "agent.sinceClosed": plain,
  "agent.setAvailable": { ids: [], input: () => ({ available: false }) },
  "agent.setPublicName": { ids: [], input: () => ({ publicName: "Robin" }) },
  "agent.acceptNext": {
    ...plain,
    async prepare({ world: server, company }) {
      await openWaitingChat(server.composition, company.orgId);
      return {};
    },
  },
  "agent.accept": { ...ofSession, prepare: waiting },
  "agent.takeOver": ofSession,
  "agent.handBack": { ...ofSession, prepare: heldByMember },
  "agent.end": ofSession,
  "agent.attend": ofSession,
  "agent.attendAll": { ids: ["sessionId"], input: ({ sessionId }) => ({ sessionIds: [sessionId] }) },
  "agent.snooze": {
    ids: ["sessionId"],
    input: ({ sessionId }) => ({ sessionId, until: 4_102_444_800_000 }),
    prepare: writtenTo,
  },
  "settings.get": plain,
  "settings.turnSwitch": {
    ids: [],
    input: () => ({ answers: "bot" }),
    async prepare({ world: server, company, member }) {
      await setAnsweringSwitch(server.composition.services, company.orgId, "agents", member);
      return {};
    },
  },
  "settings.undoSwitch": {
    ids: [],
    input: ({ switchNo }) => ({ no: switchNo }),
    async prepare({ world: server, company, member }) {
      const { no } = await setAnsweringSwitch(server.composition.services, company.orgId, "agents", member);
      return { switchNo: no };
    },
  },
  "settings.previewSwitch": plain,
  "settings.setAssigning": { ids: [], input: () => ({ policy: "least-busy" }) },
  "settings.setFallbacks": { ids: [], input: () => ({ onPersonAsked: "queue" }) },
  "settings.setChatbot": { ids: [], input: () => chatbot },
  "settings.testChatbot": { ids: [], input: () => chatbot },
  "settings.setSessions": { ids: [], input: () => ({ limitMs: 300_000, warningMs: 60_000 }) },
  "settings.setHours": {
    ids: [],
    input: () => ({ isAlwaysOpen: true, timeZone: "UTC", week: [], daysOff: [], outside: "bot" }),
  },
  "settings.setSites": { ids: [], input: () => ({ sites: [] }) },
  "settings.setWidget": {
    ids: [],
    input: () => ({ companyName: "Fern & Kettle", greeting: "Hello", brandColour: "#336699" }),
  },
  "team.get": plain,
  "team.invite": { ids: [], input: () => ({ email: null, role: "agent" }) },
  "team.revoke": {
    ids: ["invitationId"],
    input: ({ invitationId }) => ({ invitationId }),
    prepare: freshInvitation,
  },
  "team.setRole": {
    ids: ["memberId"],
    input: ({ memberId }) => ({ memberId, role: "admin" }),
    prepare: freshMember,
  },
  "team.setPublicName": {
    ids: ["memberId"],
    input: ({ memberId }) => ({ memberId, publicName: "Robin" }),
    prepare: freshMember,
  },
  "team.setActive": {
    ids: ["memberId"],
    input: ({ memberId }) => ({ memberId, active: false }),
    prepare: freshMember,
  },
  "team.requireSecondStep": { ids: [], input: () => ({ required: false }) },
  "team.resetSecondStep": {
    ids: ["memberId"],
    input: ({ memberId }) => ({ memberId }),
    prepare: freshMemberWithStep,
  },
  "team.createPasswordResetLink": {
    ids: ["memberId"],
    input: ({ memberId }) => ({ memberId }),
    prepare: freshMember,
  },
  "team.endLogins": {
    ids: ["memberId"],
    input: ({ memberId }) => ({ memberId }),
    prepare: freshMember,
  },
  "account.setUpState": {
    ids: ["setUpToken"],
    input: ({ setUpToken }) => ({ token: setUpToken }),
    prepare: freshOrganization,
  },
  "account.setUp": {
    ids: ["setUpToken"],
    input: ({ setUpToken }) => ({
      ...person,
      token: setUpToken,
      companyName: "Ink & Oak",
      email: `${uuid()}@example.com`,
    }),
    prepare: freshOrganization,
  },
  "account.invitation": {
    ids: ["inviteToken"],
    input: ({ inviteToken }) => ({ token: inviteToken }),
    prepare: freshInvitation,
  },
  "account.passwordReset": {
    ids: ["resetToken"],
    input: ({ resetToken }) => ({ token: resetToken }),
    prepare: freshResetLink,
  },
  "account.resetPassword": {
    ids: ["resetToken"],
    input: ({ resetToken }) => ({ token: resetToken, password: PASSWORD }),
    prepare: freshResetLink,
  },
  "account.changePassword": { ids: [], input: () => ({ current: PASSWORD, next: PASSWORD }) },
  "privacy.find": { ids: [], input: () => ({ email: "maria@example.com" }) },
  "privacy.ofCustomer": ofCustomer,
  "privacy.eraseCustomer": ofCustomer,
  "privacy.ofCompany": plain,
  "privacy.mayExport": plain,
  "privacy.setRetention": { ids: [], input: () => ({ keepDays: 365 }) },
  "privacy.tryRetention": { ids: [], input: () => ({ keepDays: 30 }) },
  "privacy.audit": { ids: [], input: () => ({ before: null, topic: null }) },
  "knowledge.list": { ids: [], input: () => ({ search: "", filter: "all", after: null }) },
  "knowledge.get": ofArticle,
  "knowledge.save": {
    ids: ["articleId"],
    input: ({ articleId }) => ({ id: articleId, expected: 1, content: article }),
    prepare: freshArticle,
  },
  "knowledge.publish": {
    ids: ["articleId"],
    input: ({ articleId }) => ({ id: articleId, version: 1 }),
    prepare: freshArticle,
  },
  "knowledge.unpublish": { ...ofArticle, prepare: freshArticle },
  "knowledge.remove": { ...ofArticle, prepare: freshArticle },
  "knowledge.restore": { ...ofArticle, prepare: removedArticle },
  "knowledge.setOwner": {
    ids: ["articleId"],
    input: ({ articleId }) => ({ id: articleId, ownerId: null }),
    prepare: freshArticle,
  },
  "knowledge.versions": ofArticle,
  "knowledge.version": {
    ids: ["articleId"],
    input: ({ articleId }) => ({ id: articleId, no: 1 }),
    prepare: rewrittenArticle,
  },
  "knowledge.goBack": {
    ids: ["articleId"],
    input: ({ articleId }) => ({ id: articleId, no: 1, expected: 2 }),
    prepare: rewrittenArticle,
  },
  "knowledge.tryQuestion": { ids: [], input: () => ({ text: "When do you open?" }) },
  // Use a wrong name, because the other actors still need this company.
  "privacy.eraseCompany": { ids: [], input: () => ({ name: "" }) },
  "account.join": {
    ids: ["inviteToken"],
    input: ({ inviteToken }) => ({ ...person, token: inviteToken, email: `${uuid()}@example.com` }),
    prepare: freshInvitation,
  },
  "account.joinWithAccount": {
    ids: ["inviteToken"],
    input: ({ inviteToken }) => ({ token: inviteToken, name: "Ben" }),
    prepare: invitationElsewhere,
  },
  "account.companies": plain,
  "account.prove": {
    ids: [],
    input: () => ({ password: PASSWORD, code: null }),
    prepare: withoutSecondStep,
  },
  "account.secondStep": plain,
  "account.beginSecondStep": { ...plain, prepare: withoutSecondStep },
  "account.confirmSecondStep": {
    ids: [],
    input: ({ code }) => ({ code }),
    prepare: withBegunSecondStep,
  },
  "account.renewRecoveryCodes": { ...plain, prepare: withSecondStep },
  "account.turnOffSecondStep": { ...plain, prepare: withSecondStep },
  "account.logins": plain,
  "account.endLogin": {
    ids: ["loginId"],
    input: ({ loginId }) => ({ loginId }),
    prepare: signedInElsewhere,
  },
  "account.endOtherLogins": { ...plain, prepare: signedInElsewhere },
};
