/** Every rule a run is checked against. Each counts its violations and must stay at 0. */
const COUNTERS = {
  lost: "an acknowledged message that is not in the database",
  wrongSeq: "an acknowledgement whose number, or whose session, is not the database's",
  wrongBody: "a stored message whose text or sender is not what was sent",
  dupDb: "a second row for one message, by client id or by text",
  unknown: "a stored message of a person that no actor sent",
  nonDense: "a gap or a repeat in the numbers of a session or of a feed, but for what was erased",
  reorderSender: "a message of one sender that stands before an earlier one of theirs",
  realTime: "a message that stands before one that was acknowledged before it was sent",
  viewMissing: "something a connected reader was not shown within 10 s after all faults ended",
  viewPhantom: "something a reader was shown that is not in the database, or reads differently there",
  viewOrder: "something a reader was shown twice or out of order",
  crossTenant: "something a reader was shown of another organization, or a customer of another's session",
  silent: "a message neither stored nor refused nor visibly pending at the end",
  stuck: "a message still pending a minute after all faults ended",
  refused: "a message refused for a reason the scenario does not provide for",
  twoOpen: "a session opened while the same customer had another of its channel",
  routedMail:
    "a mail session in the queue, with the chatbot, assigned, or whose customer is said to have left",
  twoAssignees: "a chat given to an agent while another held it, or twice under one generation",
  overCapacity: "a chat given automatically to an agent who had as many as they may have",
  wrongLoad: "an assignment based on wrong loads, or to an agent who is busier than its rule allows",
  assignedWhileLeft: "a chat given automatically to an agent after its customer had left the page",
  wrongPresence: "a customer recorded as having left who was there, or twice, or as back who had not left",
  twoBotFinal: "a second final answer of the chatbot to one message of the customer",
  botAfterHuman: "a final answer of the chatbot in a chat it did not hold",
  afterEnd: "a message stored in a session that had ended, or after its time was up",
  wrongEnd: "an end recorded twice, or at a time other than the session's clock gives",
  late: "something that happened later than the scenario allows",
  unsaid: "something an operator must be told and was not, or not in one line",
  unhealthy:
    "a server that exited by itself, a damaged database, or another violation described in the examples",
} as const;

export type ViolationCounter = keyof typeof COUNTERS;

/** How often each rule was broken, with a few examples of each. */
export interface ViolationCounters {
  count: (counter: ViolationCounter, example: string) => void;
  get: (counter: ViolationCounter) => number;
  /** Every counter, including those at 0. */
  all: () => Record<ViolationCounter, number>;
  examples: () => string[];
}

const EXAMPLES_EACH = 3;

/** Creates the counters, all at 0. */
export function createViolationCounters(): ViolationCounters {
  const counts = new Map<ViolationCounter, number>();
  const examples: string[] = [];
  const get = (counter: ViolationCounter) => counts.get(counter) ?? 0;
  return {
    count(counter, example) {
      counts.set(counter, get(counter) + 1);
      if (get(counter) <= EXAMPLES_EACH) examples.push(`${counter}: ${example}`);
    },
    get,
    all: () => mapViolationCounters(get),
    examples: () => examples,
  };
}

/** Computes a figure for each counter. */
export function mapViolationCounters(
  figure: (counter: ViolationCounter) => number,
): Record<ViolationCounter, number> {
  const names = Object.keys(COUNTERS).filter((name): name is ViolationCounter => name in COUNTERS);
  const figures = Object.fromEntries(names.map((name) => [name, figure(name)]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of all the names
  return figures as Record<ViolationCounter, number>;
}
