import type { Chat } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import type { Who } from "../chat/stored-customer.ts";
import { type Faults, findFaults, readForm } from "./validate-start-form.ts";
import { button, fault } from "./elements/button.ts";
import { words } from "./locale/strings.ts";
import { h, type Tree } from "./dom/virtual-dom.ts";

/** Who are you? Checked when sent, then per field when it is left; what was typed stays whatever happens. */
export function startForm(state: ChatState, chat: Chat): Tree {
  const { settings, starting, who } = state;
  const { name, email } = valuesOf(state);
  const given = readForm(name, email);
  const faults = findFaults(given);
  if (starting === "email-refused" && who?.email === given.email) faults.email = "emailWrong";
  const isStarting = starting === "yes";
  const isFailed = starting === "failed";
  const submit = (event: Event) => {
    event.preventDefault();
    chat.store.set({ checks: { name: true, email: true } });
    if (faults.name ?? faults.email) document.getElementById(faults.name ? "name" : "email")?.focus();
    else void chat.start(given);
  };
  const notYou = () => {
    chat.store.set({ typed: {}, checks: {} });
    chat.forget();
  };
  return h(
    "form",
    { class: "scroller", "aria-label": words.$form, novalidate: true, onsubmit: submit },
    h("p", { class: "greeting", dir: "auto" }, settings?.greeting),
    h("p", "", words.$formWhy),
    field("name", faults, state, chat),
    field("email", faults, state, chat),
    isFailed && fault({ role: "alert" }, words.$notStarted),
    h(
      "button",
      { class: "primary", "aria-disabled": isStarting },
      isStarting && h("i", ""),
      isStarting ? words.$starting : isFailed ? words.$tryAgain : words.$start,
    ),
    who && !isStarting && button("link", words.$notYou, notYou, { type: "button" }),
  );
}

/** What the fields hold: what they began with, until something else is typed. */
function valuesOf({ who, typed }: ChatState): Who {
  return { name: "", email: "", ...who, ...typed };
}

function field(kind: keyof Who, faults: Faults, state: ChatState, chat: Chat): Tree {
  const { typed, checks } = state;
  const value = valuesOf(state)[kind];
  const wrong = checks[kind] === true && faults[kind];
  const id = `${kind}-fault`;
  return h(
    "div",
    "field",
    h("label", { for: kind }, words[kind]),
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
      oninput: ({ currentTarget }) => chat.store.set({ typed: { ...typed, [kind]: currentTarget.value } }),
      // On the way to the other field, and not to the button: words below a field move it, and a press would miss it. By
      // where one goes, since in Safari a button takes no focus.
      onblur: ({ relatedTarget }) =>
        relatedTarget?.localName === "input" &&
        value &&
        chat.store.set({ checks: { ...checks, [kind]: true } }),
    }),
    wrong && fault({ id }, words[wrong]),
  );
}
