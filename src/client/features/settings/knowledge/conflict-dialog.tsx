import type { ArticleView } from "#domain/knowledge/article-views.ts";
import { Button } from "../../../ui/button/button.tsx";
import { Dialog } from "../../../ui/dialog/dialog.tsx";
import { strings } from "./strings.ts";

const text = strings.conflict;

interface ConflictDialogProps {
  mine: string;
  /** The article as somebody else has saved it. */
  theirs: ArticleView;
  onChoose: (whose: "mine" | "theirs") => void;
  onClose: () => void;
}

/** Shows both texts of an article that two members have changed at once, and asks which one goes on. */
export function ConflictDialog({ mine, theirs, onChoose, onClose }: ConflictDialogProps) {
  if (theirs.deletedAt !== null)
    return (
      <Dialog title={text.deletedTitle} onClose={onClose}>
        <p className="text-14">{text.deletedAbout}</p>
        <Button className="justify-self-start" onClick={onClose}>
          {text.close}
        </Button>
      </Dialog>
    );
  return (
    <Dialog title={text.title} onClose={onClose}>
      <p className="text-14">{text.about}</p>
      <Words title={text.mine} words={mine} />
      <Words title={text.theirs(theirs.changedByName)} words={theirs.text} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => onChoose("mine")}>
          {text.goOnWithMine}
        </Button>
        <Button onClick={() => onChoose("theirs")}>{text.goOnWithTheirs}</Button>
      </div>
    </Dialog>
  );
}

function Words({ title, words }: { title: string; words: string }) {
  return (
    <section aria-label={title} className="grid gap-1">
      <h3 className="text-14 font-semibold">{title}</h3>
      <p
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
        tabIndex={0}
        dir="auto"
        className="max-h-40 overflow-y-auto rounded-8 border border-line p-2 text-14 whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {words}
      </p>
    </section>
  );
}
