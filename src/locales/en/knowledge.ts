import type { ArticleFilter, TriedQuestion } from "#domain/knowledge/article-views.ts";
import type { ArticleState } from "#domain/knowledge/article-state.ts";
import type { ArticleAudience, KeptWhy } from "#domain/model/article.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";
import { isolate } from "../grammar/isolate.ts";

const refusals: Partial<Record<RefusalCode, string>> = {
  "article-unknown": "This article is not there any more.",
  "article-changed": "Somebody else has changed this article. Read the changes, then publish again.",
  "article-deleted": "Somebody has deleted this article.",
  "article-incomplete": "An article needs a title and a text before it can be published.",
  "too-many-articles": "There are as many articles as a company may have. Delete some first.",
  "member-unknown": "This person is no longer in the team.",
};

const states: Record<ArticleState, string> = {
  draft: "Draft",
  published: "Published",
  changed: "Published, changes not yet",
  expired: "Expired",
};

const filters: Record<ArticleFilter, string> = {
  all: "All",
  draft: "Drafts",
  published: "Published",
  changed: "With unpublished changes",
  expired: "Expired",
  deleted: "Deleted",
};

const audiences: Record<ArticleAudience, string> = { customers: "Customers", team: "The team only" };

const kept: Record<KeptWhy, string> = {
  replaced: "Written over",
  published: "Published",
  conflict: "Not saved, because somebody else was faster",
};

const reasons: Record<NonNullable<TriedQuestion["why"]>, string> = {
  "nothing-published": "Nothing is published for customers yet, so there is nothing to find.",
  "nothing-fits":
    "No published article fits this question well enough. Write one, or use the customer's words in its title.",
};

const verdicts: Record<TriedQuestion["verdict"], string | null> = {
  answered: null,
  unsure: "Then it offers a person, or passes the chat on, as set under Answering.",
  "asks-person": "Then it passes the chat to a person.",
};

/** Texts of the page Knowledge. */
export const knowledge = {
  loading: "Loading…",
  notLoaded: "Articles could not be loaded.",
  tryAgain: "Try again",
  failed: "That did not work. Try again.",
  refusals,
  states,
  untitled: "Without a title",
  sample: "Sample",
  behindAnswer: {
    editArticle: "Edit the article",
    editArticleOf: (title: string) => `Edit the article “${isolate(title)}”`,
  },
  list: {
    add: "Add knowledge",
    write: "Write an article",
    search: "Search articles",
    show: "Show",
    filters,
    table: "Knowledge",
    title: "Title",
    source: "Source",
    state: "State",
    changed: "Changed",
    written: "Written",
    file: "File",
    page: "Web page",
    more: "Show more",
    empty: "Add your first article. The chatbot answers from it within a second.",
    samples:
      "Samples are answered from on the demo page only, until you publish an article of your own. Everywhere else the chatbot passes questions on.",
    nothing: "No article fits.",
    deleted: (title: string) => `Deleted “${isolate(title)}”.`,
    undo: "Undo",
  },
  editor: {
    back: "All articles",
    title: "Title",
    text: "Text",
    textHint: "Markdown: **bold**, lists, links. Lines that begin with # are headings.",
    textFull: (most: number) =>
      `An article holds ${most.toLocaleString("en")} characters, and this one is full. Write the rest in a second one.`,
    preview: "Preview",
    previewEmpty: "What you write is shown here as customers see it.",
    language: "Language",
    anyLanguage: "Not said",
    audience: "Who may be told",
    audiences,
    validUntil: "Valid until",
    validUntilHint: "The last day on which the chatbot uses it. Empty for always.",
    owner: "Looked after by",
    nobody: "Nobody",
    publish: "Publish",
    publishing: "Publishing…",
    unpublish: "Take back",
    remove: "Delete",
    restore: "Restore",
    removed: "This article is deleted. It can be restored for thirty days.",
    versions: "Earlier texts",
    adminPublishes: "What you write is a draft. An admin publishes it.",
    published: "Published. The chatbot answers from it now.",
    unpublished: "Taken back. The chatbot no longer uses it.",
    changedBy: (name: string) => `Changed by ${isolate(name)}`,
    saving: {
      saved: "Saved",
      saving: "Saving…",
      unsaved: "Not saved yet",
      failed: "Not saved. Trying again…",
      conflict: "Not saved",
    },
    showConflict: "See what has changed",
    conflictNotLoaded: "What has changed could not be loaded.",
    leave: "Your last words are not saved yet. Leave without them?",
  },
  conflict: {
    title: "Somebody else has changed this article",
    about: "Both texts are kept. Choose which one goes on; the other is among the earlier texts.",
    mine: "What you wrote",
    theirs: (name: string | null) => (name === null ? "What is saved" : `What ${isolate(name)} wrote`),
    goOnWithMine: "Go on with mine",
    goOnWithTheirs: "Go on with theirs",
    deletedTitle: "Somebody has deleted this article",
    deletedAbout: "What you wrote is kept among the earlier texts. An admin can restore the article.",
    close: "Close",
  },
  versions: {
    title: "Earlier texts",
    none: "There are no earlier texts yet.",
    kept,
    by: (name: string | null) => name ?? "Switchboard",
    show: (title: string, when: string) => `Show “${isolate(title)}” of ${when}`,
    goBack: "Go back to this text",
    close: "Close",
  },
  ask: {
    title: "Try a question",
    about: "Ask what a customer would ask. Nobody else sees it.",
    button: "Ask",
    asking: "Asking…",
    from: "From",
    wrong: "Wrong?",
    edit: (title: string) => `Edit “${isolate(title)}”`,
    found: (count: number) => (count === 1 ? "1 passage was found" : `${count} passages were found`),
    best: "best first",
    reasons,
    verdicts,
  },
};
