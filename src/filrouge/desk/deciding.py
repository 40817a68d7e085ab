"""The part of the library by which a person corrects stories; `filrouge.desk.api.Filrouge` has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from filrouge.desk.decisions import MERGE, RENAME, SPLIT, Group, Grouping, Naming
from filrouge.desk.progress import silent
from filrouge.desk.questions import Questions
from filrouge.errors import UsageError
from filrouge.relate.reasons import Reason
from filrouge.store.codec import dumps, loads
from filrouge.store.relations import Placing
from filrouge.tell.relate_rows import DecisionRow
from filrouge.tell.rows import StoryRow
from filrouge.text.digest import digest

BY_HAND = Reason("person")
TITLE = 300
"""Characters of a title at most; the longest headlines have some 250."""


class Deciding(Questions):
    """Decisions are appended to a log that no rerun undoes; the last one on an article holds."""

    def merge_stories(self, story: str, other: str) -> StoryRow:
        """Make two stories one, which keeps the first one's id. Raises NotFound, Ambiguous, UsageError."""
        with self.store.alone():
            kept, gone = self.store.relations.story(story), self.store.relations.story(other)
            if kept == gone:
                raise UsageError(f"{kept} is one story already.")
            members = self.store.relations.members([kept, gone])
            group = Group(kept, (*members.get(kept, ()), *members.get(gone, ())))
            self._decide(MERGE, kept, Grouping((group,)), (group,), (kept, gone))
        return self._row(kept)

    def split_story(self, story: str, articles: Sequence[str]) -> tuple[StoryRow, StoryRow]:
        """Make articles of a story one of their own; the rest, then the new one. Raises as `merge_stories`."""
        with self.store.alone():
            kept = self.store.relations.story(story)
            members = self.store.relations.members([kept]).get(kept, ())
            chosen = tuple(dict.fromkeys(self.store.articles.find(key) for key in articles))
            if strangers := [key for key in chosen if key not in members]:
                raise UsageError(f"{', '.join(strangers)}: not in story {kept}.")
            rest = tuple(key for key in members if key not in chosen)
            if not chosen or not rest:
                raise UsageError("Name some of the story's articles, and leave some in it.")
            made = digest("split", kept, *chosen, str(len(self.store.entries.decisions((SPLIT,)))))
            groups = (Group(made, chosen), Group(kept, rest))
            self._decide(SPLIT, kept, Grouping(groups), groups, (kept, made))
        return self._row(kept), self._row(made)

    def rename_story(self, story: str, title: str) -> StoryRow:
        """Give a story a title. Raises NotFound, Ambiguous, UsageError."""
        told = " ".join(title.split())
        if not told or len(told) > TITLE:
            raise UsageError(f"A title has 1 to {TITLE} characters.")
        with self.store.alone():
            kept = self.store.relations.story(story)
            members = self.store.relations.members([kept]).get(kept, ())
            self._decide(RENAME, kept, Naming(told, members), (), (kept,))
        return self._row(kept)

    def decisions(self) -> tuple[DecisionRow, ...]:
        """What people decided of stories, in the order they did."""
        return tuple(
            DecisionRow(d.id, d.at, d.kind, d.subject, *_told(d.kind, d.payload))
            for d in self.store.entries.decisions((MERGE, SPLIT, RENAME))
        )

    def _decide(
        self, kind: str, subject: str, payload: Grouping | Naming, groups: Sequence[Group], touched: Sequence[str]
    ) -> None:
        from filrouge.desk.relate import relate, retell  # here: who only asks does not wait for numpy
        from filrouge.plan import step

        placings = [Placing(key, group.story, True, BY_HAND) for group in groups for key in group.articles]
        with self.store.transaction():
            self.store.entries.decide(kind, subject, dumps(payload), datetime.now(UTC))
            self.store.relations.place(placings, step("stories").version)
            retell(self.store, touched)
        relate(self.store, silent)

    def _row(self, key: str) -> StoryRow:
        (row,) = self._stories(self.store.relations.stories([key]).values())
        return row


def _told(kind: str, payload: str) -> tuple[tuple[str, ...], str | None]:
    """The articles of a decision (of a split, those that went), and the title."""
    if kind == RENAME:
        naming = loads(Naming, payload)
        return naming.articles, naming.title
    return loads(Grouping, payload).groups[0].articles, None
