"""The part of the library that says how stories came about; `filrouge.desk.api.Filrouge` has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filrouge.desk import listings, show
from filrouge.desk.deciding import Deciding
from filrouge.desk.questions import SIMILAR_POOL
from filrouge.errors import UsageError
from filrouge.records import Article, When, Why
from filrouge.relate.reasons import sentences
from filrouge.store import ArticleFilter
from filrouge.store.relations import Placing
from filrouge.tell import rows
from filrouge.tell.explain_rows import ExplainRow
from filrouge.tell.relate_rows import ChangeRow, LineageRow, SignalRow, WhyRow
from filrouge.text.digest import digest
from filrouge.text.normalise import clean

if TYPE_CHECKING:
    from filrouge.relate.lineage import Change

PASTED = 1_000_000
"""Characters of a pasted text at most."""


class Explaining(Deciding):
    """Why articles are in a story, who copied whom in it, and what is like a text that is not in the store."""

    def explain(self, id: str) -> tuple[ExplainRow, ...]:
        """How an article was understood, read anew: its date, events, what was passed over, speakers, times, names."""
        from filrouge.desk.account import rows as told
        from filrouge.desk.understand import tables
        from filrouge.plan import account

        (stored,) = self.store.articles.get([self.store.articles.find(id)])
        return tuple(told(account(stored.article, tables(), datetime.now(UTC).date()), stored.published_why))

    def story_why(self, id: str) -> tuple[WhyRow, ...]:
        """Each article of a story, in order of time, with what was weighed when it was put there."""
        key = self.store.relations.story(id)
        members = self.store.relations.members([key]).get(key, ())
        placings = self.store.relations.placings(members)
        articles = self._plain(members)
        return tuple(_why(articles[a], placings[a]) for a in members)

    def lineage(self, story: str) -> tuple[LineageRow, ...]:
        """Who first wrote what others of a story copy, who took it from whom, and what each changed."""
        from filrouge.relate.lineage import lineage  # here: numpy takes longer to load than most questions to answer

        key = self.store.relations.story(story)
        members = self.store.relations.members([key]).get(key, ())
        links = self.store.relations.copies(members)
        articles = self._plain([*members, *(k for c in links for k in (c.article, c.of))])
        found = []
        for d in lineage(list(articles.values()), links):
            one, link = articles[d.article], d.link
            other = articles[link.of] if link else one
            found.append(
                LineageRow(
                    article=one.id,
                    outlet=one.outlet,
                    published=show.edtf_or_none(one.published),
                    of=link.of if link else None,
                    kind=link.kind if link else None,
                    credited=link.credited if link else False,
                    changed=tuple(_change(one, other, c) for c in d.changed),
                    directed=link.directed if link else False,
                    dropped=d.dropped,
                    title=one.title,
                )
            )
        return tuple(found)

    def similar_text(
        self,
        text: str,
        title: str | None = None,
        language: str | None = None,
        published: When | None = None,
        limit: int = 10,
    ) -> tuple[rows.HitRow, ...]:
        """What there is beside a text that is not in the store; its copies are among it. Raises UsageError.

        Its language is guessed where it is not given. The story is the one that it would be put into.
        """
        from filrouge.desk.understand import tables
        from filrouge.plan import understand
        from filrouge.read.language import language_of, tag
        from filrouge.relate.copies import lookup_keys
        from filrouge.relate.features import features, texts_to_encode
        from filrouge.relate.similar import Neighbour, similar
        from filrouge.relate.stories import Placed, StoryIndex

        told = clean(text[:PASTED]).strip()
        if not told:
            raise UsageError("There is no text to compare with.")
        pasted = Article(
            id=digest("pasted", title or "", told), capture="", position=0, page="", role="lead", text=told,
            title=title, language=tag(language) or language_of(f"{title or ''} {told}"), published=published,
        )  # fmt: skip
        pasted, understanding = understand(pasted, tables(), datetime.now(UTC).date())
        vectors = self._encoder.encode(list(texts_to_encode(pasted)))
        query = features(pasted, understanding, (vectors[0], vectors[1]))
        ids = dict.fromkeys(self.store.relations.sharing(lookup_keys(query), SIMILAR_POOL // 4))
        ids.update((key, None) for key, _ in self.store.search_any(pasted, SIMILAR_POOL // 2))
        for name in query.names[:4]:
            ids.update(dict.fromkeys(self.store.articles.ids(ArticleFilter(actor=name.id), SIMILAR_POOL // 4)))
        known = self.store.relations.features(list(ids))
        near = self.store.articles.briefs(known)
        ordered = sorted(known.values(), key=lambda f: (f.order == "", f.order, f.article))
        index = StoryIndex()
        if query.published is None:  # whose day is not given may be of each story's own days
            ordered = [replace(f, published=None) for f in ordered]
        index.add(Placed(f, story, pinned=True) for f in ordered if (story := near[f.article].story))
        (placed,) = index.assign([query], look_back=False)
        line = next((s.storyline for s in near.values() if s.story == placed.story), None)
        groups = self._copy_groups(list(near))
        candidates = [Neighbour(known[i], s.story, s.storyline, groups.get(i)) for i, s in near.items()]
        answers = similar(Neighbour(query, placed.story, line), candidates, limit)
        return tuple(listings.hit(near[s.article], round(s.score, 3), Why.joined((s.reason, *s.why))) for s in answers)


def _why(article: Article, placing: Placing) -> WhyRow:
    reason = placing.why
    weighed = reason.weighed
    signals = weighed.signals if weighed else ()
    return WhyRow(
        article=article.id,
        published=show.edtf_or_none(article.published),
        outlet=article.outlet,
        title=article.title,
        how="person" if placing.pinned else reason.how,
        compared=reason.compared,
        probability=weighed.probability if weighed else None,
        mean=reason.mean,
        before=reason.before,
        threshold=reason.threshold,
        left=reason.left,
        regime=weighed.regime if weighed else None,
        signals=tuple(SignalRow(s.name, s.value, s.weight, round(s.value * s.weight, 3)) for s in signals),
        shared=reason.shared,
        why="; ".join(sentences(reason)),
    )


def _change(copy: Article, of: Article, change: Change) -> ChangeRow:
    start, end, in_title = show.spot(copy, change.start, change.end)
    return ChangeRow(
        change.what,
        copy.reading[change.start : change.end],
        of.reading[change.of_start : change.of_end],
        start,
        end,
        in_title,
    )
