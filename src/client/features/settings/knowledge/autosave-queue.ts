/** Whether what is typed is on the server. */
export type SavingState = "saved" | "unsaved" | "saving" | "failed" | "conflict";

interface AutosaveDeps<Content> {
  content: Content;
  /** The version of which this is the content; 0 for none. */
  version: number;
  isSame: (a: Content, b: Content) => boolean;
  /**
   * Saves a content over a version.
   *
   * @param keepsPresent - whether what is there now is to be found among the earlier texts, because it is another's
   * @returns the new version
   */
  save: (content: Content, expected: number, keepsPresent: boolean) => Promise<number>;
  /** Whether saving failed because somebody else has changed what is stored. */
  isConflict: (error: unknown) => boolean;
  /** Whether the server has said that it has not saved. Otherwise it may have, and only its answer was lost. */
  isRefused: (error: unknown) => boolean;
  onConflict: () => void;
  /** Called with every change of the state. */
  onChange: () => void;
}

/** A pause in typing. */
const QUIET_MS = 1_000;
/** Whoever types on and on is saved this often. */
const LONGEST_MS = 3_000;
/** After a failure. */
const RETRY_MS = 3_000;

/**
 * Saves what is typed, one save at a time: after a pause, and every few seconds without one. What fails is tried again;
 * a conflict waits for a decision. What may have been saved although no answer came is sent again as it was, before what
 * was typed since: the server answers a text that it has with its version, and would take a newer one for a conflict.
 */
export class AutosaveQueue<Content> {
  content: Content;
  version: number;
  state: SavingState = "saved";
  readonly #deps: AutosaveDeps<Content>;
  #saved: Content;
  /** What was sent last, if no answer came. */
  #unanswered: Content | null = null;
  /** What was refused in the last conflict, which the server has kept. */
  #conflicting: Content | null = null;
  /** Whether the next save is over what was read in a conflict. */
  #isOverOther = false;
  /** When the oldest unsaved change was typed. */
  #since: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;

  constructor(deps: AutosaveDeps<Content>) {
    this.#deps = deps;
    this.content = deps.content;
    this.#saved = deps.content;
    this.version = deps.version;
  }

  /** Whether nothing is unsaved. */
  isIdle(): boolean {
    return this.state === "saved";
  }

  change(content: Content): void {
    this.content = content;
    if (this.state === "conflict" || this.#running !== null) return;
    this.#since ??= Date.now();
    this.state = "unsaved";
    this.#schedule(Math.min(QUIET_MS, Math.max(0, this.#since + LONGEST_MS - Date.now())));
  }

  /** Saves at once. @returns the version that holds the content; `null` if it could not be saved yet */
  async flush(): Promise<number | null> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.state === "conflict") return null;
    while (this.#unanswered !== null || !this.#deps.isSame(this.content, this.#saved)) {
      await this.#save();
      if (this.#isHeldUp()) return null;
    }
    clearTimeout(this.#timer);
    this.#set("saved");
    return this.version;
  }

  /** Saves at once, and tries nothing again after that. */
  async end(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
  }

  /** Takes over what is stored. */
  adopt(content: Content, version: number): void {
    clearTimeout(this.#timer);
    this.content = content;
    this.#saved = content;
    this.#unanswered = null;
    this.#isOverOther = false;
    this.version = version;
    this.#since = null;
    this.#set("saved");
  }

  /**
   * Takes over what another has saved, after a conflict. What was typed since the conflict is sent as well, so that the
   * server keeps it among the earlier texts.
   */
  async giveWay(content: Content, version: number): Promise<void> {
    const mine = this.content;
    const isKept = mine === this.#conflicting;
    this.adopt(content, version);
    if (isKept) return;
    // It must be refused, so it names the version before the other's.
    await this.#deps.save(mine, version - 1, false).catch(() => {});
  }

  /** Saves what is typed over this version, after a conflict. */
  goOn(version: number): void {
    this.version = version;
    this.#isOverOther = true;
    this.state = "unsaved";
    this.#schedule(0);
  }

  #isHeldUp(): boolean {
    return this.state === "failed" || this.state === "conflict";
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), ms);
  }

  #save(): Promise<void> {
    this.#running ??= this.#saveNow().finally(() => (this.#running = null));
    return this.#running;
  }

  async #saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    const sent = this.#unanswered ?? this.content;
    this.#set("saving");
    try {
      this.version = await this.#deps.save(sent, this.version, this.#isOverOther);
    } catch (error) {
      return this.#failed(sent, error);
    }
    this.#saved = sent;
    this.#unanswered = null;
    this.#isOverOther = false;
    this.#since = null;
    if (this.content === sent) return this.#set("saved");
    this.#since = Date.now();
    this.#set("unsaved");
    this.#schedule(QUIET_MS);
  }

  async #failed(sent: Content, error: unknown): Promise<void> {
    const isConflict = this.#deps.isConflict(error);
    const wasSentAgain = this.#unanswered !== null;
    this.#unanswered = isConflict || this.#deps.isRefused(error) ? null : sent;
    if (!isConflict) {
      this.#set("failed");
      return this.#schedule(RETRY_MS);
    }
    // Refused as well, so that the server keeps what was typed since.
    if (wasSentAgain && this.content !== sent) return this.#saveNow();
    this.#conflicting = sent;
    this.#set("conflict");
    this.#deps.onConflict();
  }

  #set(state: SavingState): void {
    this.state = state;
    this.#deps.onChange();
  }
}
