import type { Frame, Page } from "playwright";
import type { Findings } from "../runner/findings.ts";

/** Elements that no text may turn into. The product itself does not use them, or not in that place. */
const FORBIDDEN_ELEMENTS = [
  "img,picture,video,audio,object,embed,base,math,marquee,template,xmp,noembed,font,area",
  "iframe:not([title=Chat])",
  "[role=log] :is(form,details,script,style,link,meta,input,textarea,select,table)",
].join(",");
const LINK = /^(https?|mailto):/;

/** The attached frames of a page. */
function framesOf(page: Page): readonly Frame[] {
  return page.frames().filter((frame) => !frame.isDetached());
}

/** All texts of a page, including attributes and the values of fields. */
export async function textOf(page: Page): Promise<string> {
  const texts = await Promise.all(
    framesOf(page).map((frame) => frame.evaluate(collectTexts).catch(() => "")),
  );
  return texts.join("\n");
}

/** Counts forbidden elements and links that a text has turned into. */
export async function findInjectedMarkup(page: Page, findings: Findings): Promise<void> {
  for (const frame of framesOf(page)) {
    const seen = await frame.evaluate(findForbidden, FORBIDDEN_ELEMENTS);
    for (const element of seen.elements) findings.countViolation("foreignMarkup", element);
    for (const href of seen.links) {
      if (!LINK.test(href)) findings.countViolation("wickedLinks", href);
    }
  }
}

function collectTexts(): string {
  const texts: string[] = [document.title, document.body.textContent];
  for (const element of document.querySelectorAll("*")) {
    for (const { value } of element.attributes) texts.push(value);
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
      texts.push(element.value);
  }
  return texts.join("\n");
}

function findForbidden(forbidden: string) {
  const elements = [...document.querySelectorAll("body, body *")]
    .filter(
      (element) =>
        (element.matches(forbidden) && element !== document.body) ||
        [...element.attributes].some(({ name }) => name.startsWith("on")),
    )
    .map(({ outerHTML }) => outerHTML);
  const links = [...document.querySelectorAll("[href],[action],[formaction]")]
    .filter((element) => element.closest("head") === null)
    .map((element) => (element instanceof HTMLAnchorElement ? element.href : element.outerHTML));
  return { elements, links };
}
