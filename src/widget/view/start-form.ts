import type { Chat } from "../chat.ts";
import type { ChatState } from "../chat-state.ts";
import type { Who } from "../kept.ts";
import { findFaults, readForm } from "../validate.ts";
import { button, fault } from "./button.ts";
import { words } from "./language.ts";
import { h, type Tree } from "./tree.ts";

/** Who are you? Checked when sent, then per field when it is left; what was typed stays whatever happens. */
export function startForm(state: ChatState, chat: Chat): Tree {
  const { settings, starting, who, typed, checks } = state;
  const values = { name: "", email: "", ...who, ...typed };
  const given = readForm(values.name, values.email);
  const faults = findFaults(given);
  if (starting === "email-refused" && who?.email === given.email) faults.email = "emailWrong";

  const field = (kind: keyof Who) => {
    const wrong = checks[kind] === true ? faults[kind] : null;
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
        value: values[kind],
        "aria-required": "true",
        "aria-invalid": wrong !== null,
        "aria-describedby": wrong && id,
        oninput: ({ currentTarget }) => chat.store.set({ typed: { ...typed, [kind]: currentTarget.value } }),
        onblur: () => values[kind] !== "" && chat.store.set({ checks: { ...checks, [kind]: true } }),
      }),
      wrong && fault({ id }, words[wrong]),
    );
  };
  const submit = (event: Event) => {
    event.preventDefault();
    chat.store.set({ checks: { name: true, email: true } });
    const wrong = faults.name !== null ? "name" : faults.email !== null && "email";
    if (wrong === false) void chat.start(given);
    else document.getElementById(wrong)?.focus();
  };
  const notYou = () => {
    chat.store.set({ typed: {}, checks: {} });
    chat.forget();
  };
  const isStarting = starting === "yes";
  const isFailed = starting === "failed";
  return h(
    "form",
    { class: "scroller", "aria-label": words.$form, novalidate: true, onsubmit: submit },
    h("p", { class: "greeting", dir: "auto" }, settings?.greeting),
    h("p", "", words.$formWhy),
    field("name"),
    field("email"),
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
