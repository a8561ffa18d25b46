/** An example to learn from. */
export interface Example {
  /** The first one is 1, for the constant. */
  features: readonly number[];
  isTrue: boolean;
  weight: number;
}

const ROUNDS = 25;
/** How much large coefficients are held back (ridge). */
const RIDGE = 1;

/**
 * Fits a logistic regression by Newton's method, with weights and a ridge on all coefficients but the constant.
 *
 * @returns the coefficients, the constant first
 */
export function fitLogisticRegression(examples: readonly Example[]): number[] {
  const size = examples[0]?.features.length ?? 0;
  let coefficients: number[] = Array.from({ length: size }, () => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = newtonStep(examples, coefficients);
    coefficients = coefficients.map((value, at) => value + (step[at] ?? 0));
  }
  return coefficients;
}

/** The probability that coefficients give to features. */
export function probabilityOf(coefficients: readonly number[], features: readonly number[]): number {
  const sum = features.reduce((total, feature, at) => total + feature * (coefficients[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

function newtonStep(examples: readonly Example[], coefficients: readonly number[]): number[] {
  const size = coefficients.length;
  const gradient = coefficients.map((value, at) => (at === 0 ? 0 : -RIDGE * value));
  const hessian = coefficients.map((_value, row) =>
    Array.from({ length: size }, (_none, column) => (row === column ? ridgeOf(row) : 0)),
  );
  for (const { features, isTrue, weight } of examples) {
    const probability = probabilityOf(coefficients, features);
    const error = weight * ((isTrue ? 1 : 0) - probability);
    const curvature = weight * probability * (1 - probability);
    for (const [row, feature] of features.entries()) {
      gradient[row] = (gradient[row] ?? 0) + error * feature;
      const line = hessian[row] ?? [];
      for (const [column, other] of features.entries())
        line[column] = (line[column] ?? 0) + curvature * feature * other;
    }
  }
  return solve(hessian, gradient);
}

/** The constant is not held back. The least of it keeps the system solvable. */
function ridgeOf(row: number): number {
  return row === 0 ? 1e-6 : RIDGE;
}

/** Solves a system of linear equations by Gauss-Jordan elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, values[at] ?? 0]);
  const size = rows.length;
  const cell = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let at = 0; at < size; at += 1) {
    let pivot = at;
    for (let row = at + 1; row < size; row += 1)
      if (Math.abs(cell(row, at)) > Math.abs(cell(pivot, at))) pivot = row;
    [rows[at], rows[pivot]] = [rows[pivot] ?? [], rows[at] ?? []];
    for (let row = 0; row < size; row += 1) {
      if (row === at) continue;
      const factor = cell(row, at) / cell(at, at);
      rows[row] = (rows[row] ?? []).map((value, column) =>
        column < at ? value : value - factor * cell(at, column),
      );
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / cell(at, at));
}
