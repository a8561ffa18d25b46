/**
 * The layers of the source: for every folder its rooms (subfolders), grouped in floors (layers), the lowest first. A
 * room may import the rooms on the floors below it and what its parent folder may import, but nothing above it and no
 * room on its own floor. `*` stands for the files directly in the folder.
 *
 * Everything here is an allow-list: a folder that is not listed, or a package that is not named below, is refused.
 */
export const FLOORS: Record<string, readonly (readonly string[])[]> = {
  "src/domain": [
    ["model"],
    ["routing"],
    ["bot", "privacy", "security", "team", "text"],
    ["settings"],
    ["conversations", "knowledge", "views"],
    ["mail"],
  ],
  "src/locales": [["grammar"], ["en"], ["*"]],
  "src/transport": [["*"], ["connection", "storage", "subscriptions"], ["messages", "trpc"]],

  "src/server": [
    ["hours", "limits"],
    ["security", "db", "events", "bots"],
    ["services", "auth"],
    ["api", "channels"],
    ["http"],
    ["startup"],
    ["*"],
  ],
  "src/server/db": [
    ["store"],
    ["auth", "customers", "instances", "knowledge", "privacy", "security", "team"],
    ["conversations", "settings"],
    ["record"],
  ],
  "src/server/db/store": [["columns"], ["tables"], ["*"], ["dialects"]],
  "src/server/events": [["*"], ["peers"], ["ephemeral", "feed"]],
  "src/server/bots": [["contract", "text"], ["egress", "knowledge", "markup"], ["built-in", "openai"], ["*"]],
  "src/server/bots/knowledge": [["passages", "words"], ["store"], ["search"], ["*"]],
  "src/server/services": [
    ["*"],
    ["knowledge"],
    ["bot", "privacy", "routing", "team"],
    ["conversations", "settings"],
    ["mail"],
    ["instances"],
  ],
  "src/server/auth": [
    ["limits", "store"],
    ["passwords"],
    ["account"],
    ["logins", "onboarding", "second-step", "team"],
    ["sign-in"],
    ["*"],
  ],
  "src/server/api": [["procedures"], ["watch"], ["routers"], ["*"]],
  "src/server/http": [["limits", "security"], ["pages", "trpc"], ["socket"], ["*"]],
  "src/server/startup": [["*"], ["commands"]],

  "src/widget": [["loader", "demo"], ["chat"], ["view"], ["later"], ["*"]],
  "src/widget/view": [["dom", "locale"], ["elements"], ["conversation"], ["*"]],

  "src/client": [["*"], ["api"], ["live", "ui"], ["customer-data"], ["features"], ["app"]],
  "src/client/app": [["shell"], ["*"]],
  "src/client/features": [
    ["account", "inbox", "lanes", "notifications", "privacy", "settings", "sign-in", "team"],
  ],
  "src/client/features/inbox": [["sections"], ["*"]],
  "src/client/features/lanes": [["chat"], ["composer", "layout", "thread"], ["*"]],
  "src/client/features/settings": [
    ["*"],
    ["form", "layout"],
    ["answering", "bot", "hours", "password", "idle-chats", "knowledge", "widget"],
  ],
  "src/client/ui": [["*"], ["button", "menu", "text"], ["form", "loading"], ["dialog"]],
};

/**
 * Rooms that import nothing from outside: UI elements are independent of chat, and the loader runs on customers'
 * pages.
 */
export const ALONE: readonly string[] = ["src/client/ui", "src/widget/loader"];

/** The imports a room may have from outside its top-level folder. */
export interface Uses {
  /** npm packages, and our own folders by their alias, with everything below them. */
  packages: readonly string[];
  /** Modules of which only types may be imported: exact names, or everything below one with `/**`. */
  types?: readonly string[];
}

/** Folders that all others may import. */
const GROUND = ["#domain", "#locales"];
/** The texts of the language that the widget is built in. */
const LANGUAGE = "#language";
const SERVER = [...GROUND, "node:*"];
/** A bot reaches other servers by the guarded fetch only, which is handed to it. */
const BOT = [...GROUND, "node:buffer", "node:crypto", "node:timers/promises"];
/** The types that browser code may import from the server: its router, and the package with a router's types. */
export const ROUTER = ["#server/api/router.ts", "@trpc/server"];

/** The imports a folder may have. A folder without an entry may import what its parent folder may. */
export const USES: Record<string, Uses> = {
  "src/domain": { packages: [] },
  // The schemas that forms and procedures share.
  "src/domain/settings": { packages: ["zod/mini"] },
  "src/domain/knowledge": { packages: ["zod/mini"] },
  "src/locales": { packages: [], types: ["#domain/**"] },
  "src/transport": { packages: ["#domain", "@trpc/client", "@trpc/server/observable"], types: ROUTER },

  "src/server": { packages: SERVER },
  "src/server/db": { packages: [...SERVER, "drizzle-orm"] },
  "src/server/db/store/dialects": { packages: [...SERVER, "drizzle-orm", "bun", "bun:*"] },
  "src/server/events/peers": { packages: [...SERVER, "bun"] },
  "src/server/bots": { packages: BOT },
  "src/server/bots/knowledge/words": { packages: [...BOT, "dictionary-en", "snowball-stemmers", "stopword"] },
  "src/server/bots/egress": { packages: SERVER },
  "src/server/bots/openai": { packages: [...BOT, "openai", "zod"] },
  "src/server/auth/sign-in": { packages: [...SERVER, "better-auth"] },
  "src/server/auth/second-step": { packages: [...SERVER, "@better-auth/utils"] },
  "src/server/api": { packages: [...SERVER, "@trpc/server", "zod"] },
  "src/server/http": { packages: [...SERVER, "elysia", "@trpc/server", "zod", "bun"] },
  "src/server/startup": { packages: [...SERVER, "zod", "bun"] },

  "src/widget": { packages: [...GROUND, LANGUAGE, "#transport", "@trpc/client"], types: ROUTER },
  "src/widget/loader": { packages: ["#domain", LANGUAGE] },

  "src/client": {
    packages: [
      ...GROUND,
      "#transport",
      "react",
      "react-dom",
      "react-hook-form",
      "@fontsource-variable/inter",
      "@hookform/resolvers",
      "@tanstack/react-query",
      "@trpc/client",
      "@trpc/react-query",
      "lucide-react",
      "uqr",
      "wouter",
      "zod",
    ],
    types: ROUTER,
  },
  "src/client/ui": { packages: ["#domain", "react", "react-dom", "lucide-react", "react-hook-form", "zod"] },
};
