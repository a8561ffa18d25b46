import { type CustomerFaults, emailFault, nameFault } from "#domain/text/customer-faults.ts";
import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import type { CustomerDetails } from "../chat/stored-customer.ts";
import { button } from "./elements/button.ts";
import { errorMessage } from "./elements/error-message.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualElement } from "./dom/virtual-dom.ts";

/** The form with name and email. It is validated on submit, then per field on blur. The values always stay. */
export function startForm(state: ChatState, chat: ChatController): VirtualElement {
  const { settings, starting, who } = state;
  const given = valuesOf(state);
  const faults = { name: nameFault(given.name), email: emailFault(given.email) };
  const isStarting = starting === "yes";
  const isFailed = starting === "failed";
  const submit = (event: Event) => {
    event.preventDefault();
    chat.store.set({ validatedFields: { name: true, email: true } });
    if (faults.name ?? faults.email) document.getElementById(faults.name ? "name" : "email")?.focus();
    else void chat.startSession(given);
  };
  const notYou = () => {
    chat.store.set({ formEdits: {}, validatedFields: {} });
    chat.forgetCustomer();
  };
  return h(
    "form",
    { class: "scroller", "aria-label": strings.$form, novalidate: true, onsubmit: submit },
    h("p", { class: "greeting", dir: "auto" }, settings?.greeting),
    h("p", "", strings.$formWhy),
    field("name", faults, state, chat),
    field("email", faults, state, chat),
    isFailed && errorMessage({ role: "alert" }, strings.$notStarted),
    h(
      "button",
      { class: "primary", "aria-disabled": isStarting },
      isStarting && h("i", ""),
      isStarting ? strings.$starting : isFailed ? strings.$tryAgain : strings.$start,
    ),
    who && !isStarting && button("link", strings.$notYou, notYou, { type: "button" }),
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
