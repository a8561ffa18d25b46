import type { Attack } from "./attack.ts";
import { bot } from "./bot/bot.ts";
import { canaries } from "./canaries/canaries.ts";
import { egress } from "./egress/egress.ts";
import { floods } from "./floods/floods.ts";
import { headers } from "./headers/headers.ts";
import { XSS } from "./xss/xss.ts";

/** All there are, in the order they are run. */
export const ATTACKS: readonly Attack[] = [headers, canaries, bot, floods, egress, ...XSS];
