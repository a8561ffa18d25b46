import type { Sample, Samples } from "./samples.ts";

/** The CPU that other processes may use during a round that counts, in percent of one core. */
const QUIET_PERCENT = 12;
/** On a machine that is never quiet, this many times the rounds are measured, and then they count anyway. */
const MOST_TIMES = 2;

/**
 * Measures rounds until enough of them were quiet. A round in which other processes used more CPU, or that failed
 * because of them, is measured again.
 *
 * @param measureRound - measures a sample of every build, in the order of the table
 * @throws the last round's error if too many rounds fail
 */
export async function quietRounds(
  part: string,
  rounds: number,
  measureRound: (round: number) => Promise<Map<string, Sample>>,
): Promise<Samples> {
  const counted: Map<string, Sample>[] = [];
  const most = rounds * MOST_TIMES;
  for (let round = 0; round < most && counted.length < rounds; round += 1) {
    const measured = await orFailure(() => measureRound(round));
    const left = most - round - 1;
    if (measured instanceof Error) {
      if (left < rounds - counted.length) throw measured;
      console.info(`${part}: a round failed and is measured again: ${measured.message}`);
      continue;
    }
    const foreign = Math.max(...[...measured.values()].map(({ foreignPercent }) => foreignPercent));
    if (foreign > QUIET_PERCENT && left >= rounds - counted.length) {
      console.info(`${part}: others used ${Math.round(foreign)} % of a core; the round is measured again`);
      continue;
    }
    counted.push(measured);
    console.info(`${part}: round ${counted.length} of ${rounds}`);
  }
  return transposed(counted);
}

async function orFailure<T>(work: () => Promise<T>): Promise<T | Error> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function transposed(rounds: readonly Map<string, Sample>[]): Samples {
  const names = [...(rounds[0]?.keys() ?? [])];
  return new Map(names.map((name) => [name, rounds.flatMap((round) => round.get(name) ?? [])]));
}
