import { Component, createRef } from "preact";
import { type Faults, findFaults, readForm } from "../validate.ts";
import { Icon } from "./icon.tsx";
import type { Shown } from "./shown.ts";

interface Typed {
  name: string;
  email: string;
  /** Whether each field is told off: all after a try to send, one after it was left. */
  checksName: boolean;
  checksEmail: boolean;
}

const untouched = { name: "", email: "", checksName: false, checksEmail: false };

/** Who are you? Checked when sent, then per field when it is left; what was typed stays whatever happens. */
export class StartForm extends Component<Shown, Typed> {
  readonly #form = createRef<HTMLFormElement>();

  constructor(props: Shown) {
    super(props);
    this.state = { ...untouched, ...props.state.who };
  }

  override componentDidUpdate(before: Shown): void {
    const { who, starting } = this.props.state;
    // oxlint-disable-next-line react/no-did-update-set-state -- the fields begin with who it is, once that is known
    if (before.state.who !== who && starting === "no") this.setState({ ...untouched, ...who });
    if (starting === "email-refused" && before.state.starting !== starting) this.#focusFirstFault(true);
  }

  override render({ state, words, chat }: Shown, typed: Typed) {
    const { settings, starting, who } = state;
    const faults = this.#faults();
    return (
      <form ref={this.#form} aria-label={words.form} noValidate onSubmit={(event) => this.#submit(event)}>
        <p class="greeting" dir="auto">
          {settings?.greeting}
        </p>
        <p class="why">{words.formWhy}</p>
        {this.#field("name", typed.name, faults.name && words[faults.name])}
        {this.#field("email", typed.email, faults.email && words[faults.email])}
        {starting === "failed" && (
          <p class="fault" role="alert">
            <Icon name="alert" />
            {words.notStarted}
          </p>
        )}
        <button class="primary" aria-disabled={starting === "yes"}>
          {starting === "yes" ? (
            <>
              <span class="spinner" />
              {words.starting}
            </>
          ) : starting === "failed" ? (
            words.tryAgain
          ) : (
            words.start
          )}
        </button>
        {who !== null && starting !== "yes" && (
          <button type="button" class="link" onClick={() => chat.forget()}>
            {words.notYou}
          </button>
        )}
      </form>
    );
  }

  #field(kind: "name" | "email", value: string, fault: string | null) {
    const { words } = this.props;
    const checks = kind === "name" ? "checksName" : "checksEmail";
    return (
      <div class="field">
        <label for={kind}>{words[kind]}</label>
        <input
          id={kind}
          inputmode={kind === "email" ? "email" : "text"}
          autocomplete={kind}
          enterkeyhint={kind === "email" ? "go" : "next"}
          dir="auto"
          value={value}
          aria-required="true"
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : `${kind}-fault`}
          onInput={({ currentTarget }) => this.setState({ [kind]: currentTarget.value })}
          onBlur={() => value !== "" && this.setState({ [checks]: true })}
        />
        {fault !== null && (
          <p class="fault" id={`${kind}-fault`}>
            <Icon name="alert" />
            {fault}
          </p>
        )}
      </div>
    );
  }

  #faults(): Faults {
    const { name, email, checksName, checksEmail } = this.state;
    const found = findFaults(readForm(name, email));
    const refused =
      this.props.state.starting === "email-refused" && this.props.state.who?.email === email.trim();
    return {
      name: checksName ? found.name : null,
      email: refused ? "emailWrong" : checksEmail ? found.email : null,
    };
  }

  #submit(event: Event): void {
    event.preventDefault();
    const who = readForm(this.state.name, this.state.email);
    const { name, email } = findFaults(who);
    if (name === null && email === null) void this.props.chat.start(who);
    else this.setState({ checksName: true, checksEmail: true }, () => this.#focusFirstFault(name === null));
  }

  #focusFirstFault(isEmail: boolean): void {
    const field = this.#form.current?.elements.namedItem(isEmail ? "email" : "name");
    if (field instanceof HTMLElement) field.focus();
  }
}
