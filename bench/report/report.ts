import type { Figures } from "../figures.ts";
import type { Options } from "../options.ts";
export async function report(figures: Figures, _options: Options): Promise<void> { console.info(Object.fromEntries(figures)); }
