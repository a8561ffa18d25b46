/** Whole numbers below a limit that look random and are the same in each build (a linear congruential generator). */
export function numberSequence(): (below: number) => number {
  const [factor, step, modulus] = [1_103_515_245, 12_345, 2 ** 31];
  let last = 7;
  return (below) => {
    last = (last * factor + step) % modulus;
    return Math.floor((last / modulus) * below);
  };
}
