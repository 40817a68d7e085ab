"""The desk over a store in memory: what is cut off is finished, and the order of arrival does not show."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import filrouge
from filrouge.desk.api import ArticleFilter, Filrouge, LedgerFilter
from filrouge.errors import NotFound, UsageError
from filrouge.settings import Settings

pytestmark = pytest.mark.slow

FRENCH = """Joe Biden a rencontré Recep Tayyip Erdogan mardi 11 juillet à Vilnius, en marge du sommet de l’Otan.

« C’est un jour historique », a déclaré Joe Biden."""
ENGLISH = """US President Joe Biden met Turkish President Recep Tayyip Erdogan in Vilnius on Tuesday, a day after \
Ankara lifted its objections to Sweden’s bid to join the alliance.

Officials in Washington said that the sale of F-16 jets to Turkey would go ahead in consultation with Congress. Turkey \
had asked for the aircraft in 2021 after it was removed from the F-35 programme."""
OTHER = "Le prix du blé a monté de 9 % mercredi à Chicago après l’annonce de Moscou sur les ports d’Odessa."
RECORDS = [
    ("a", "fr", "2023-07-11", "Vilnius : Biden et Erdogan se rencontrent", FRENCH),
    ("b", "en", "2023-07-12", "Biden meets Erdogan in Vilnius", ENGLISH),
    ("c", "fr", "2023-07-20", "Le prix du blé monte à Chicago", OTHER),
    ("d", "fr", "2023-07-11", "Vilnius : Biden et Erdogan se rencontrent", FRENCH),
]


def lines(path: Path, *ids: str) -> str:
    """A JSON Lines file of these records, each of an outlet of its own."""
    chosen = [r for r in RECORDS if not ids or r[0] in ids]
    text = [
        json.dumps({"id": i, "language": la, "published": p, "title": t, "text": x, "outlet": f"Outlet {i}"})
        for i, la, p, t, x in chosen
    ]
    path.write_text("\n".join(text), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filrouge]:
    desk = filrouge.open(":memory:")
    desk.ingest([lines(tmp_path_factory.mktemp("in") / "all.jsonl")])
    yield desk
    desk.close()


def ids(desk: Filrouge) -> dict[str | None, str]:
    return {row.external_id: row.id for row in desk.articles().rows}


def test_every_question_is_answered_with_what_the_others_say(desk: Filrouge) -> None:
    known = ids(desk)
    article = desk.article(known["a"])
    assert article.story in {story.id for story in desk.stories().rows}
    assert article.storyline in {line.id for line in desk.storylines().rows}
    story = desk.story(article.story or "")
    assert known["a"] in story.articles
    assert story.storyline == article.storyline
    assert desk.article_rows([known["c"], known["b"]])[0].external_id == "c"
    assert desk.capture(article.capture).hints.external_id is None
    assert desk.stats().articles == 4
    assert desk.stats().languages == ("en", "fr")


def test_the_meeting_has_one_entry_with_evidence_in_both_languages(desk: Filrouge) -> None:
    found = desk.ledger(LedgerFilter(actors=("Joe Biden", "recep-tayyip-erdogan"))).rows
    (entry,) = (e for e in found if e.date == "2023-07-11")
    assert {desk.article(proof.article).language for proof in entry.evidence} == {"en", "fr"}
    assert desk.entry(entry.id[:8]) == entry
    assert entry.independent_sources == 2, "the copy is no source of its own"
    assert "Recep Tayyip Erdogan" in {p.name for p in desk.partners("Joe Biden")}
    assert desk.actor("joe biden").events == desk.partners("recep-tayyip-erdogan")[0].events


def test_copies_similar_news_and_the_timeline_are_told(desk: Filrouge) -> None:
    known = ids(desk)
    pairs = {frozenset((c.article, c.of)) for c in desk.copies().rows}
    assert frozenset((known["a"], known["d"])) in pairs
    assert desk.copies(known["c"]).rows == ()
    near = [hit.id for hit in desk.similar(known["b"])]
    assert known["b"] not in near
    assert set(near) & {known["a"], known["d"]}
    line = desk.article(known["a"]).storyline
    assert {row.kind for row in desk.timeline(line or "")} == {"story", "event"}


def test_filters_narrow_and_pages_join(desk: Filrouge) -> None:
    known = ids(desk)
    assert [row.id for row in desk.articles(ArticleFilter(actor="Joe Biden", language="en")).rows] == [known["b"]]
    first = desk.articles(limit=3)
    assert len(first.rows) == 3
    assert [row.external_id for row in desk.articles(after=first.next).rows] == [
        next(k for k in known if known[k] not in {r.id for r in first.rows})
    ]
    assert desk.search("historique", limit=1).next == "1"
    assert {s.speaker for s in desk.statements(speaker="Joe Biden").rows} == {"Joe Biden"}


@pytest.mark.parametrize("wrong", ["articles", "search", "actors"])
def test_a_wrong_cursor_is_named(desk: Filrouge, wrong: str) -> None:
    with pytest.raises(UsageError, match="cursor"):
        getattr(desk, wrong)(*(["x"] if wrong == "search" else []), after="nonsense")
    with pytest.raises(NotFound):
        desk.story("nothing")


def test_what_was_cut_off_is_finished_by_the_next_run(desk: Filrouge, tmp_path: Path) -> None:
    class Cut(Exception):
        pass

    def cut(at: str) -> object:
        def progress(what: str, done: int, total: int | None) -> None:
            if what == at:
                raise Cut

        return progress

    given = lines(tmp_path / "all.jsonl")
    other = filrouge.open(str(tmp_path / "news.db"), Settings(batch=2))
    for at in ("reading", "understanding", "relating", "reconciling"):
        with pytest.raises(Cut):
            other.ingest([given], progress=cut(at))  # type: ignore[arg-type]
    other.refresh()
    assert other.refresh() == 0
    assert other.ledger().rows == desk.ledger().rows
    assert {row.id for row in other.articles().rows} == {row.id for row in desk.articles().rows}
    assert {row.state for row in other.doctor()} == {"ok"}


def test_the_ledger_is_the_same_in_whatever_order_articles_come(desk: Filrouge, tmp_path: Path) -> None:
    other = filrouge.open(":memory:")
    for key in ("d", "c", "b", "a"):
        other.ingest([lines(tmp_path / f"{key}.jsonl", key)])
    told = [(e.date, e.status, len(e.evidence)) for e in desk.ledger().rows]
    assert [(e.date, e.status, len(e.evidence)) for e in other.ledger().rows] == told


def test_the_five_pages_of_reference_make_one_storyline(shared: Path) -> None:
    other = filrouge.open(":memory:")
    rows = other.ingest([str(path) for path in sorted((shared / "seeds").glob("*.txt"))])
    assert [bool(row.articles) for row in rows] == [True] * 5
    leads = other.articles(ArticleFilter(role="lead")).rows
    assert len({row.storyline for row in leads}) == 1
