"""The twelve steps: what each takes and gives, its version, and the order that no step itself knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from filrouge.data import actors as actor_table
from filrouge.data import happenings as happening_table
from filrouge.data import kinds as kind_table
from filrouge.data import outlets as outlet_table
from filrouge.data.places import Places
from filrouge.errors import DataError, NotFound
from filrouge.records import Article, Dating, Parse, Understanding, When
from filrouge.text.normalise import fold
from filrouge.understand.across import Neighbourhood, Told, date_across, suppositions, told_encounters
from filrouge.understand.bounds import Clue
from filrouge.understand.clues import clues
from filrouge.understand.counts import counts
from filrouge.understand.dating import solve
from filrouge.understand.events import Passed, considered, events
from filrouge.understand.memberships import memberships
from filrouge.understand.names import names, tenures
from filrouge.understand.parse import Parser
from filrouge.understand.statements import statements
from filrouge.understand.times import spread, tensed, times


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way. ``version`` goes up when its answers change, and what it gave before is stale."""

    name: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    version: int = 1

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


STEPS = (
    Step("capture", ("input",), ("capture",)),
    Step("read", ("capture",), ("article",), 4),
    Step("parse", ("article",), ("sentences", "raw-names"), 2),
    Step("dating", ("article", "sentences", "raw-names"), ("published",), 5),
    Step("names", ("sentences", "raw-names", "published"), ("mentions", "entities"), 3),
    Step("times", ("sentences", "published"), ("time-mentions",), 3),
    Step("statements", ("sentences", "mentions"), ("statements",), 3),
    Step("events", ("sentences", "mentions", "time-mentions"), ("events", "counts", "memberships"), 6),
    Step("copies", ("article", "mentions"), ("copies",), 3),
    Step("stories", ("article", "mentions", "events", "copies"), ("stories",), 4),
    Step("storylines", ("stories", "mentions"), ("storylines",), 2),
    Step("ledger", ("events", "copies"), ("entries",), 2),
)

UNDERSTANDING = ("parse", "dating", "names", "times", "statements", "events")
"""The steps that look at one article alone; together they give its `Understanding`."""


def step(name: str) -> Step:
    """The step of that name; NotFound where there is none."""
    for s in STEPS:
        if s.name == name:
            return s
    raise NotFound(f"There is no step “{name}”; the steps are {', '.join(s.name for s in STEPS)}.")


def unmet(steps: Sequence[Step], given: Sequence[str] = ("input",)) -> tuple[str, ...]:
    """What some step takes that none before it gives, as "step: need"; empty where the order is sound."""
    have = set(given)
    missing = []
    for s in steps:
        missing += [f"{s.name}: {need}" for need in s.takes if need not in have]
        have.update(s.gives)
    return tuple(missing)


def understanding_version() -> str:
    """One word for the versions of all steps that make an `Understanding`; another word means it is stale."""
    return " ".join(str(step(name)) for name in UNDERSTANDING)


@dataclass(frozen=True, slots=True)
class Tables:
    """All that the steps look up, loaded once for a process."""

    parser: Parser
    actors: actor_table.Actors
    places: Places
    happenings: tuple[happening_table.Happening, ...]
    kinds: tuple[kind_table.Kind, ...]
    outlets: outlet_table.Outlets
    press: frozenset[str]
    """Folded names of agencies and outlets, with and without their English article."""


def load_tables() -> Tables:
    """The tables shipped with the program; models load at the first text in their language."""
    if missing := unmet(STEPS):
        raise DataError(f"The plan of the steps does not hold: {', '.join(missing)}.")
    outlets = outlet_table.outlets()
    return Tables(
        parser=Parser(),
        actors=actor_table.load(),
        places=Places(),
        happenings=happening_table.happenings(),
        kinds=kind_table.load(),
        outlets=outlets,
        press=frozenset(
            fold(form)
            for o in outlets.all
            for name in (o.name, *o.aliases)
            for form in (name, name.removeprefix("The "))
        ),
    )


def understand(
    article: Article, tables: Tables, now: date, around: Neighbourhood | None = None
) -> tuple[Article, Understanding]:
    """Steps 3 to 7 over one article: the article, dated where it bore no date, and all that was found in it.

    ``now`` is the day on which it was had: it was not written later. ``around``: what other articles have to say of
    when it was written.
    """
    parse = tables.parser.parse(article.id, article.reading, article.language)
    dating = None
    if article.published is None or article.published_from == "inferred":
        in_office = tenures(parse, tables.actors, tables.places)
        article = replace(article, published=None, published_from=None)
        own = clues(parse.reading, parse.language or article.language, parse, tables.happenings, in_office, now)
        dating = solve(own, now)
        if around is not None:
            supposed = replace(article, published=dating.when) if dating else article
            dating = _across(supposed, parse, own, tables, around, now) or dating
        if dating is not None:
            article = replace(article, published=dating.when, published_from=dating.source)
    published: When | None = article.published
    mentions = names(parse, published, tables.actors, tables.places)
    instants = times(article, parse, now)
    spans = spread(instants)
    return article, Understanding(
        article=article.id,
        names=mentions,
        dating=dating,
        times=instants,
        statements=statements(parse, mentions, tables.press),
        events=events(parse, mentions, spans, published, tables.kinds),
        counts=counts(parse, mentions, spans, published),
        memberships=memberships(parse, mentions, spans, published),
    )


@dataclass(frozen=True, slots=True)
class Account:
    """What a person is told of how one article was understood, beside what was found in it."""

    article: Article
    understanding: Understanding
    tenses: Mapping[int, str | None]
    """By where a time begins: the tense that chose its day; None where no verb did."""
    passed: tuple[Passed, ...]


def account(article: Article, tables: Tables, now: date) -> Account:
    """Steps 3 to 7 over one article as `understand` takes them, with what decided and what was passed over."""
    article, found = understand(article, tables, now)
    parse = tables.parser.parse(article.id, article.reading, article.language)
    told = considered(parse, found.names, spread(found.times), article.published, tables.kinds)
    return Account(
        article,
        found,
        {e.start: tense for e, tense in tensed(parse.reading, parse.language, parse)},
        tuple(p for p in told if isinstance(p, Passed)),
    )


def _across(
    article: Article, parse: Parse, own: Sequence[Clue], tables: Tables, around: Neighbourhood, now: date
) -> Dating | None:
    """Which words tell an encounter's day is found by supposing that the article is of the time of one that fits."""
    mentions = names(parse, article.published, tables.actors, tables.places)
    expressions = tensed(parse.reading, parse.language, parse)
    told: dict[Told, None] = {}
    for day in suppositions(around.entries, own, now):
        then = When(day, day)
        instants = spread(times(replace(article, published=then), parse, now))
        found = events(parse, mentions, instants, then, tables.kinds)
        told.update(dict.fromkeys(told_encounters(found, instants, expressions)))
    return date_across(article, tuple(told), mentions, own, around, now)
