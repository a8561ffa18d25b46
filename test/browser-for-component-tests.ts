/**
 * A preload of `bun test`: gives the component tests of the agents' app a browser before they are loaded. React looks
 * for one when it is loaded, and Bun loads what is CommonJS before the first line of any file runs, so an import at the
 * top of the tests would come too late. Nothing is loaded or changed for other tests.
 */
import { plugin } from "bun";

plugin({
  name: "browser for component tests",
  setup(build) {
    build.onLoad({ filter: /\/src\/client\/.*\.test\.tsx$/ }, async ({ path }) => {
      const { enterDom } = await import("../src/client/testing/dom.ts");
      enterDom();
      return { contents: await Bun.file(path).text(), loader: "tsx" };
    });
  },
});
