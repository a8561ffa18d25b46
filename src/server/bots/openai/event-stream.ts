/** What arrives in an event stream: an event, or a sign that the server lives, such as a comment. */
export type StreamItem = { kind: "event"; type: string; data: string } | { kind: "sign-of-life" };

const SIGN_OF_LIFE: StreamItem = { kind: "sign-of-life" };

/**
 * The events of a stream, in the format of the HTML standard §9.2.6, with what servers get wrong: an event may lack the
 * blank line behind it, events may follow each other without one, and llama.cpp had a field named `error`.
 */
export async function* readEventStream(texts: AsyncIterable<string>): AsyncGenerator<StreamItem, undefined> {
  const event = new PendingEvent();
  let rest = "";
  for await (const text of texts) {
    rest += text;
    // A long line that arrives in many pieces is looked at once.
    if (!/[\r\n]/.test(text)) continue;
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) yield* event.read(line);
  }
  yield* event.read(rest.replace(/\r$/, ""));
  yield* event.read("");
}

class PendingEvent {
  #type = "";
  #data: string[] = [];

  *read(line: string): Generator<StreamItem, undefined> {
    if (line === "") return yield* this.#dispatch();
    const [, field = "", value = ""] = /^([^:]*)(?::\s?)?(.*)$/s.exec(line) ?? [];
    if (field === "") yield SIGN_OF_LIFE;
    else if (field === "event") this.#type = value;
    else if (field === "data") {
      if (this.#data.length > 0 && isJson(this.#data.join("\n"))) yield* this.#dispatch();
      this.#data.push(value);
    } else if (field === "error") yield { kind: "event", type: "error", data: value };
  }

  *#dispatch(): Generator<StreamItem, undefined> {
    const type = this.#type;
    const data = this.#data.join("\n");
    this.#type = "";
    this.#data = [];
    yield data === "" && type === "" ? SIGN_OF_LIFE : { kind: "event", type, data };
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.trim() === "[DONE]";
  }
}
