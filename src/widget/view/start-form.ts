import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import { type CustomerFaults, emailFault, nameFault } from "#domain/text/customer-faults.ts";
import { isBlank } from "#domain/text/is-blank.ts";
import { leaveMessage } from "../chat/leave-message.ts";
import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import type { CustomerDetails } from "../chat/stored-customer.ts";
import { awayText, isAway } from "./elements/away-text.ts";
import { button } from "./elements/button.ts";
import { errorMessage } from "./elements/error-message.ts";
import { plural } from "./locale/formats.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualNode, type VirtualElement } from "./dom/virtual-dom.ts";

/**
 * The form with name and email, and for people who are away a message. It is validated on submit, then per field on blur.
 * The values always stay.
 */
export function startForm(state: ChatState, chat: ChatController, isLetter: boolean): VirtualElement {
  const { settings, starting, who, draft } = state;
  const given = valuesOf(state);
  const faults = { name: nameFault(given.name), email: emailFault(given.email) };
  const isStarting = starting === "yes";
  const isFailed = starting === "failed";
  const submit = (event: Event) => {
    event.preventDefault();
    chat.store.set({ validatedFields: { name: true, email: true } });
    if (faults.name ?? faults.email) document.getElementById(faults.name ? "name" : "email")?.focus();
    else if (!isLetter) void chat.startSession(given);
    else if (isBlank(draft) || draft.length > MESSAGE_MAX_LENGTH) document.querySelector("textarea")?.focus();
    else void leaveMessage(chat, given);
  };
  return h(
    "form",
    {
      class: "scroller",
      "aria-label": isLetter ? strings.$leaveMessage : strings.$form,
      novalidate: true,
      onsubmit: submit,
    },
    h("p", { class: "greeting", dir: "auto" }, settings?.greeting),
    (isLetter || isAway(state)) && h("p", "", awayText(state, strings)),
    h("p", "", isLetter ? strings.$letterWhy : strings.$formWhy),
    field("name", faults, state, chat),
    field("email", faults, state, chat),
    isLetter && letterField(state, chat),
    isFailed && errorMessage({ role: "alert" }, isLetter ? strings.$letterNotSent : strings.$notStarted),
    submitButton(state, isLetter),
    otherForm(state, chat, isLetter),
    // The card above has the same.
    who &&
      !isStarting &&
      !state.answered &&
      button("link", strings.$notYou, () => chat.forgetCustomer(), { type: "button" }),
  );
}

function submitButton({ starting }: ChatState, isLetter: boolean): VirtualElement {
  const isStarting = starting === "yes";
  const label = isLetter ? strings.$leaveMessage : strings.$start;
  return h(
    "button",
    { class: "primary", "aria-disabled": isStarting },
    isStarting && h("i", ""),
    isStarting ? strings.$starting : starting === "failed" ? strings.$tryAgain : label,
  );
}

/** The way from a chat to a message where nobody is there, and back. */
function otherForm(state: ChatState, chat: ChatController, isLetter: boolean): VirtualNode {
  const { starting, letter } = state;
  if (starting === "yes" || (isLetter ? letter !== "open" : !isAway(state))) return null;
  return isLetter
    ? button("link", strings.$back, () => chat.showLetter("no"), { type: "button" })
    : button("link", strings.$leaveMessage, () => chat.showLetter("open"), { type: "button" });
}

/** What is shown once the message is left. */
export function letterSent(chat: ChatController): VirtualElement {
  return h(
    "div",
    "scroller",
    h("p", "greeting", strings.$letterSent),
    h("p", "", strings.$letterAnswered),
    button("primary", strings.$back, () => chat.showLetter("no")),
  );
}

function letterField({ draft }: ChatState, chat: ChatController): VirtualElement {
  const left = MESSAGE_MAX_LENGTH - draft.length;
  return h(
    "div",
    "field",
    h("label", { for: "letter" }, strings.$message),
    h(
      "div",
      "box",
      h("textarea", {
        id: "letter",
        dir: "auto",
        rows: 4,
        "aria-required": "true",
        "aria-invalid": left < 0,
        value: draft,
        oninput: ({ currentTarget }) => chat.setDraft(currentTarget.value),
      }),
    ),
    left < 0 && errorMessage({}, plural(-left, strings.$tooLong)),
  );
}

/** The values of the fields: the initial ones, unless they were edited. */
function valuesOf({ who, formEdits }: ChatState): CustomerDetails {
  return { name: "", email: "", ...who, ...formEdits };
}

function field(
  kind: keyof CustomerDetails,
  faults: CustomerFaults,
  state: ChatState,
  chat: ChatController,
): VirtualElement {
  const { formEdits, validatedFields } = state;
  const value = valuesOf(state)[kind];
  const wrong = validatedFields[kind] === true && faults[kind];
  const id = `${kind}-fault`;
  return h(
    "div",
    "field",
    h("label", { for: kind }, strings[kind]),
    h("input", {
      id: kind,
      inputmode: kind,
      autocomplete: kind,
      enterkeyhint: kind === "name" ? "next" : "go",
      dir: "auto",
      value,
      "aria-required": "true",
      "aria-invalid": !!wrong,
      "aria-describedby": wrong && id,
      oninput: ({ currentTarget }) =>
        chat.store.set({ formEdits: { ...formEdits, [kind]: currentTarget.value } }),
      // Validate only when the focus moves to the other field: an error text moves the button, so a press on it would
      // miss. Check the target of the focus, because buttons get no focus in Safari.
      onblur: ({ relatedTarget }) =>
        relatedTarget?.localName === "input" &&
        value &&
        chat.store.set({ validatedFields: { ...validatedFields, [kind]: true } }),
    }),
    wrong && errorMessage({ id }, strings[wrong]),
  );
}
