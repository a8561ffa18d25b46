import type { SetFigures } from "./measure-set.ts";
import type { SizeFigures } from "./measure-size.ts";

/** One line about a set. */
export function setLine(name: string, figures: SetFigures): string {
  const { ndcg10, mrr10, bm25, right, wrong, refused, false: answeredWrongly, rightAt5 } = figures;
  const ratio = bm25.ndcg10 === 0 ? "–" : (ndcg10 / bm25.ndcg10).toFixed(3);
  return [
    name.padEnd(20),
    `nDCG@10 ${ndcg10.toFixed(3)} (BM25 ${bm25.ndcg10.toFixed(3)}, ratio ${ratio})`,
    `MRR@10 ${mrr10.toFixed(3)}`,
    `right ${right.toFixed(1)} wrong ${wrong.toFixed(1)} refused ${refused.toFixed(1)} false ${answeredWrongly.toFixed(1)}`,
    `rightAt5 ${rightAt5.toFixed(1)}`,
  ].join("  ");
}

/** One line about a large company. */
export function sizeLine(articles: number, figures: SizeFigures): string {
  return (
    `${articles} articles: built in ${figures.buildMs.toFixed(0)} ms, longest block ${figures.longestBlockMs.toFixed(1)} ms, ` +
    `${figures.memoryMiB.toFixed(0)} MiB, one question ${figures.questionMs.toFixed(2)} ms (p99 ${figures.questionP99Ms.toFixed(2)})`
  );
}
