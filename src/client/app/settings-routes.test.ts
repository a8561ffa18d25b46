import { expect, test } from "bun:test";
import type { PageContents, TitledContents } from "./settings-routes.tsx";

/** Only its type matters here. */
const contents = {} as PageContents & TitledContents;

test("a page that stands in one list only does not compile", () => {
  const { team, ...withoutOne } = contents;
  // @ts-expect-error -- the navigation lists a page without content
  const listed: PageContents = withoutOne;
  // @ts-expect-error -- there is a title for a page without content
  const titled: TitledContents = withoutOne;
  // @ts-expect-error -- there is content for a page that the navigation does not list
  const unlisted: PageContents = { ...contents, billing: team };

  expect([listed, titled, unlisted]).toHaveLength(3);
});
