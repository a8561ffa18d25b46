/** The script that `bun run dev` adds to every page; `add-page-reload.ts` bundles it. */
import { BUILD_PATH } from "./page-reload-paths.ts";
import { reloadWhenRebuilt } from "./reload-when-rebuilt.ts";

const ASK_EVERY_MS = 500;

const build = document.currentScript?.dataset["build"] ?? "";

void reloadWhenRebuilt({
  build,
  isVisible: () => document.visibilityState === "visible",
  askBuild: () =>
    fetch(BUILD_PATH, { cache: "no-store" }).then(
      (response) => (response.ok ? response.text() : null),
      () => null,
    ),
  wait: () => new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS)),
  reload: () => location.reload(),
});
