/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a fieldset brings a frame and a legend of its own */
import { Component, createRef } from "preact";

interface Asked {
  ask: string;
  yes: string;
  no: string;
  onYes(): void;
  onNo(): void;
}

/** A question in its place, without a dialog over the chat. */
export class Confirm extends Component<Asked> {
  readonly #no = createRef<HTMLButtonElement>();

  override componentDidMount(): void {
    this.#no.current?.focus();
  }

  override render({ ask, yes, no, onYes, onNo }: Asked) {
    return (
      <div class="card" role="group" aria-label={ask}>
        <p>{ask}</p>
        <p class="choices">
          <button type="button" class="secondary" onClick={onYes}>
            {yes}
          </button>
          <button type="button" class="secondary" ref={this.#no} onClick={onNo}>
            {no}
          </button>
        </p>
      </div>
    );
  }
}
