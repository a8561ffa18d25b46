/** Counts it unless it is right. */
export type Check = (
  counter: "unsaid" | "intruders" | "broken",
  what: string,
  isRight: () => boolean | Promise<boolean>,
) => Promise<void>;
