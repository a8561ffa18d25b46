import { innerRoom, type Room } from "./room.ts";
import type { TriedMutant } from "./try-mutant.ts";

const PER_CENT = 100;

/** Formats one mutant as a line: what became of it, where it is, and the change. */
export function mutantLine({ mutant, outcome }: TriedMutant): string {
  return `${outcome.padEnd("unnoticed".length)}  ${mutant.file}:${mutant.line}  ${mutant.before}  →  ${mutant.after}`;
}

/** Formats how many mutants were noticed, by inner room, and in total below. Those that timed out are noticed. */
export function resultTable(tried: readonly TriedMutant[], room: Room): string[] {
  const byRoom = Map.groupBy(tried, ({ mutant }) => innerRoom(room, mutant.file));
  const rows = [...byRoom].toSorted(([a], [b]) => a.localeCompare(b));
  const width = Math.max(room.folder.length, ...rows.map(([name]) => name.length));
  return [...rows, [room.folder, tried] as const].map(([name, some]) => tableRow(name.padEnd(width), some));
}

function tableRow(name: string, tried: readonly TriedMutant[]): string {
  const noticed = tried.filter(({ outcome }) => outcome !== "unnoticed").length;
  const late = tried.filter(({ outcome }) => outcome === "timed-out").length;
  const share = tried.length === 0 ? 0 : Math.round((PER_CENT * noticed) / tried.length);
  const lateNote = late === 0 ? "" : `  (${late} by a timeout)`;
  return `${name}  ${`${noticed}`.padStart(3)} of ${`${tried.length}`.padStart(3)}  ${`${share}`.padStart(3)} %${lateNote}`;
}
