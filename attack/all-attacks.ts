import type { Attack } from "./runner/attack.ts";
import { bot } from "./bot/bot-attack.ts";
import { canaries } from "./canaries/canary-attack.ts";
import { egress } from "./egress/egress-attack.ts";
import { floods } from "./floods/flood-attack.ts";
import { headers } from "./headers/header-attack.ts";
import { XSS } from "./xss/xss-attacks.ts";

/** All there are, in the order they are run. */
export const ATTACKS: readonly Attack[] = [headers, canaries, bot, floods, egress, ...XSS];
