import { figure, type Figures, SYSTEMS } from "../measure/figures.ts";
import { type BarChart, drawBars } from "./svg-bar-chart.ts";

/** The charts of a complete run, by file name. */
export function chartsOf(figures: Figures): Record<string, string> {
  return {
    "light-load.svg": drawBars(
      chartOfSystems(figures, "Light load: p99 latency (less is better)", "light.p99", "ms"),
    ),
    "full-load.svg": drawBars(
      chartOfSystems(
        figures,
        "Full load: messages per second on one core (more is better)",
        "full.perSecond",
        "/s",
      ),
    ),
    "cpu.svg": drawBars(
      chartOfSystems(
        figures,
        "Full load: server CPU for one message (less is better)",
        "full.serverCpu",
        "µs",
      ),
    ),
    "idle.svg": drawBars(
      chartOfSteps(figures, {
        part: "idle",
        what: "memoryMiB",
        title: "Idle widgets: memory of the server",
        unit: "MiB",
        counted: "widgets",
      }),
    ),
    "growth.svg": drawBars(
      chartOfSteps(figures, {
        part: "growth",
        what: "serverCpu",
        title: "Stored messages: server CPU for one more",
        unit: "µs",
        counted: "messages",
      }),
    ),
  };
}

function chartOfSystems(figures: Figures, title: string, name: string, unit: string): BarChart {
  const bars = Object.entries(SYSTEMS).map(([system, label]) => ({
    label,
    value: figure(figures, `talk.${system}.${name}`),
    isOurs: label.startsWith("Switchboard"),
  }));
  return { title, unit, bars };
}

interface Steps {
  part: string;
  what: string;
  title: string;
  unit: string;
  /** The unit that a step counts. */
  counted: string;
}

function chartOfSteps(figures: Figures, { part, what, title, unit, counted }: Steps): BarChart {
  const bars = [...figures].flatMap(([name, value]) => {
    const [inPart, count, found] = name.split(".");
    if (inPart !== part || found !== what) return [];
    return [{ label: `${Number(count).toLocaleString("en-US")} ${counted}`, value, isOurs: true }];
  });
  return { title, unit, bars };
}
