"""What every store does, whatever it is made of."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from filrouge.errors import Ambiguous, NotFound, UsageError
from filrouge.records import (
    Article,
    Capture,
    Copy,
    Dating,
    Entity,
    Event,
    Evidence,
    LedgerEntry,
    Mention,
    Names,
    Participant,
    Refusal,
    Story,
    Storyline,
    Understanding,
    When,
)
from filrouge.relate.features import Features
from filrouge.relate.reasons import Reason
from filrouge.relate.storylines import Profile
from filrouge.store import ArticleFilter, LedgerFilter, Store
from filrouge.store.relations import Placing

NOW = datetime(2024, 7, 4, 12, tzinfo=UTC)
DAY = When(date(2024, 7, 3), date(2024, 7, 3))
ASTANA = "Le sommet d’Astana s’ouvre mercredi avec les chefs d’État de neuf pays."
VILNIUS = "The summit in Vilnius closed on Wednesday; ministers spoke of “open doors”."


def capture(key: str = "c1") -> Capture:
    return Capture(key, f"{key}.txt", "text", b"page " * 100, NOW)


def article(key: str = "aaaa", capture: str = "c1", **fields: object) -> Article:
    given = {"title": None, "text": ASTANA, "language": "fr", "published": DAY, "outlet": "La Gazette", **fields}
    return Article(id=key, capture=capture, position=0, page=f"{capture}.txt", role="lead", **given)  # type: ignore[arg-type]


def put(store: Store, *articles: Article) -> None:
    store.articles.keep([capture(a.capture) for a in articles])
    store.articles.add(articles, version=1)


def names(key: str, *entities: Entity) -> Understanding:
    mentions = tuple(Mention(0, 1, e.name, e.kind, (e.id,), "full-name") for e in entities)
    return Understanding(key, Names(key, mentions, entities), None, (), (), (), (), ())


def features(key: str) -> Features:
    return Features(
        key, "t", "fr", None, "lead", None, DAY, "2024-07-03", 5, (("a", 1.0),), ("a",), (), (), (), b"", b"", b"", ()
    )  # fmt: skip


def test_a_capture_comes_back_byte_for_byte(store: Store) -> None:
    store.articles.keep([capture(), capture()])
    assert store.articles.capture("c1") == capture()
    with pytest.raises(NotFound):
        store.articles.capture("c2")


def test_an_article_comes_back_as_it_was(store: Store) -> None:
    put(store, article())
    (stored,) = store.articles.get(["aaaa", "none"])
    assert stored.article == article()
    assert (stored.story, stored.storyline, stored.published_why) == (None, None, ())


def test_reading_a_capture_again_replaces_its_articles(store: Store) -> None:
    put(store, article("aaaa"), article("bbbb"))
    assert store.articles.read_already(["c1", "c2"], 1) == {"c1": ("aaaa", "bbbb")}
    assert [c.id for c in store.articles.read_by_other_versions(2)] == ["c1"]
    store.articles.add([article("aaaa", text=VILNIUS, language="en")], version=2)
    assert store.articles.read_already(["c1"], 2) == {"c1": ("aaaa",)}
    assert store.search("astana", ArticleFilter(), 0, 9) == []
    assert len(store.search("vilnius", ArticleFilter(), 0, 9)) == 1


def test_a_prefix_finds_an_article_unless_it_fits_several(store: Store) -> None:
    put(store, article("abcd"), article("abce"), article("ab"))
    assert store.articles.find("abcd") == "abcd"
    assert store.articles.find("ab") == "ab"
    with pytest.raises(Ambiguous):
        store.articles.find("abc")
    for nothing in ("x", "", "%", "_bcd"):
        with pytest.raises(NotFound):
            store.articles.find(nothing)


def test_articles_are_paged_newest_first_and_undated_last(store: Store) -> None:
    days = [When(date(2024, 7, n), date(2024, 7, n)) for n in (1, 3, 2)]
    put(store, *(article(f"a{n}", published=day) for n, day in enumerate(days)), article("a9", published=None))
    seen, after = [], None
    for _ in range(9):
        found, after = store.articles.page(ArticleFilter(), after, 2)
        seen += [s.article.id for s in found]
        if after is None:
            break
    assert seen == ["a1", "a2", "a0", "a9"]
    with pytest.raises(UsageError):
        store.articles.page(ArticleFilter(), "nonsense", 2)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ArticleFilter(language="fr"), ["aaaa"]),
        (ArticleFilter(outlet="The Journal"), ["bbbb"]),
        (ArticleFilter(role="teaser"), []),
        (ArticleFilter(since=date(2024, 7, 4)), ["bbbb"]),
        (ArticleFilter(until=date(2024, 7, 3)), ["aaaa"]),
        (ArticleFilter(actor="state:KZ"), ["aaaa"]),
    ],
)
def test_articles_are_filtered(store: Store, where: ArticleFilter, expected: list[str]) -> None:
    later = When(date(2024, 7, 5), None, modifier="after")
    put(store, article(), article("bbbb", "c2", language="en", outlet="The Journal", published=later))
    put(store, article("cccc", "c3", published=None, language="de", outlet=None))
    store.findings.save([names("aaaa", Entity("state:KZ", "state", "Kazakhstan", "KZ"))], {}, {})
    found, _ = store.articles.page(where, None, 9)
    assert [s.article.id for s in found] == expected


def test_an_inferred_date_shows_and_the_article_as_read_stays(store: Store) -> None:
    put(store, article(published=None))
    dated = replace(article(), published=DAY, published_from="inferred")
    store.articles.redate([(dated, ("a weekday that fits",))])
    (stored,) = store.articles.get(["aaaa"])
    assert (stored.article.published, stored.article.published_from) == (DAY, "inferred")
    assert stored.published_why == ("a weekday that fits",)
    assert store.articles.as_read(["aaaa"])[0].published is None


def test_what_is_undone_is_known(store: Store) -> None:
    put(store, article("aaaa"), article("bbbb", "c2"))
    assert store.articles.not_understood("v1", 9) == ("aaaa", "bbbb")
    assert store.articles.not_related("r1", 9) == ()
    store.articles.mark_understood(["aaaa"], "v1")
    assert store.articles.not_understood("v1", 9) == ("bbbb",)
    assert store.articles.not_related("r1", 9) == ("aaaa",)
    store.articles.mark_related(["aaaa"], "r1")
    assert store.articles.pending("v1", "r1") == (1, 1)
    assert store.articles.pending("v2", "r2") == (2, 2)


def test_a_transaction_is_kept_whole_or_not_at_all(store: Store) -> None:
    def cut_off() -> None:
        with store.transaction():
            put(store, article())
            raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        cut_off()
    assert store.sizes()["articles"] == 0
    assert store.search("astana", ArticleFilter(), 0, 9) == []


def test_findings_come_back_as_they_were(store: Store) -> None:
    put(store, article())
    event = Event(0, 9, "CONSULT", None, "held", (Participant("p", "P", "actor"),), DAY)
    found = replace(
        names("aaaa", Entity("p", "person", "P")), events=(event,), dating=Dating(DAY, "inferred", ("why",))
    )
    store.findings.save([found], {"aaaa": ["block"]}, {"events": 3})
    assert store.findings.load(["aaaa", "bbbb"]) == {"aaaa": found}
    assert store.findings.each("events", Event) == [("aaaa", (event,))]
    assert store.entries.stale_blocks(9) == ("block",)
    assert store.entries.asserting(["block"]) == ("aaaa",)
    store.findings.save([names("aaaa")], {"aaaa": []}, {})
    assert store.entries.asserting(["block"]) == ()


def test_an_actor_is_found_by_id_or_name(store: Store) -> None:
    put(store, article())
    store.findings.save([names("aaaa", Entity("state:KZ", "state", "Kazakhstan", "KZ"))], {}, {})
    assert store.findings.actor("kazakhstan") == store.findings.actor("state:KZ") == "state:KZ"
    assert [k.articles for k in store.findings.known(("state",), 0, 9)] == [1]
    with pytest.raises(NotFound):
        store.findings.actor("nobody")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sommet", ["aaaa"]),
        ("sommets ASTANA", ["aaaa"]),
        ("chef d'etat", ["aaaa"]),
        ("summit", ["bbbb"]),
        ("ministers speak", []),
        ("minister", ["bbbb"]),
        ('"open doors"', ["bbbb"]),
        ('"doors open"', []),
        ("the", []),
        ("", []),
        ('"', []),
        ("NEAR( AND OR * ^ col:", []),
    ],
)
def test_search_reads_words_as_their_language_does(store: Store, query: str, found: list[str]) -> None:
    put(store, article(), article("bbbb", "c2", text=VILNIUS, language="en"))
    assert [key for key, _ in store.search(query, ArticleFilter(), 0, 9)] == found


def test_search_ranks_titles_first_and_pages(store: Store) -> None:
    put(store, article("aaaa"), article("bbbb", "c2", title="Astana", text="Autre chose."))
    assert [key for key, _ in store.search("astana", ArticleFilter(), 0, 1)] == ["bbbb"]
    assert [key for key, _ in store.search("astana", ArticleFilter(), 1, 1)] == ["aaaa"]
    assert store.search("astana", ArticleFilter(language="en"), 0, 9) == []


def test_features_are_found_by_what_they_share(store: Store) -> None:
    put(store, article(), article("bbbb", "c2"))
    store.relations.save_features([(features("aaaa"), (1, 2, 2**63 - 1)), (features("bbbb"), (2,))], 1)
    assert store.relations.features(["aaaa"]) == {"aaaa": features("aaaa")}
    assert store.relations.sharing((2, 2**63 - 1), 9) == ("aaaa", "bbbb")
    store.relations.save_features([(features("aaaa"), ())], 1)
    assert store.relations.sharing((1, 2), 9) == ("bbbb",)


def test_copies_are_listed_both_ways(store: Store) -> None:
    put(store, article(), article("bbbb", "c2"))
    link = Copy("bbbb", "aaaa", "near", 0.9, True, False, ("same words",))
    store.relations.save_copies([link], ["bbbb"], 1)
    assert store.relations.copies(["aaaa"]) == store.relations.copies(["bbbb"]) == (link,)
    assert store.relations.list_copies(None, 9) == ((link,), None)
    store.relations.save_copies([], ["aaaa"], 1)
    assert store.relations.copies(["bbbb"]) == ()


def test_stories_and_storylines_say_of_articles_where_they_are(store: Store) -> None:
    put(store, article(), article("bbbb", "c2"))
    store.findings.save([names("aaaa", Entity("p", "person", "P"))], {}, {})
    store.relations.place([Placing("aaaa", "s1", False), Placing("bbbb", "s1", False, Reason("alone"))], 1)
    assert store.relations.members(["s1"]) == {"s1": ("aaaa", "bbbb")}
    story = Story("s1", "T", ("aaaa", "bbbb"), DAY, DAY)
    profile = Profile("s1", "T", DAY, DAY, ("p",), ("P",), (1.0,), (), b"\x01", 2)
    store.relations.save_stories([(story, profile)], (), 1)
    assert store.relations.profiles() == (profile,)
    line = Storyline("l1", "L", ("s1",), ("p",), DAY, DAY)
    store.relations.save_storylines([line], 1)
    assert store.relations.stories(["s1"]) == {"s1": (story, "l1")}
    assert store.relations.list_storylines("p", None, 9) == (((line, 2),), None)
    assert {s.storyline for s in store.articles.get(["aaaa", "bbbb"])} == {"l1"}
    found, _ = store.articles.page(ArticleFilter(storyline="l1", story="s1"), None, 9)
    assert len(found) == 2
    store.relations.save_storylines([], 1)
    assert {s.storyline for s in store.articles.get(["aaaa"])} == {None}


def entry(key: str, day: int, *people: str) -> LedgerEntry:
    when = When(date(2024, 7, day), date(2024, 7, day))
    proof = Evidence("aaaa", 0, 9, "A sentence.", "held", when, None, None)
    parts = tuple(Participant(p, p.upper(), "actor") for p in people)
    return LedgerEntry(key, "CONSULT", None, "held", parts, when, None, None, (proof,), 1)


def test_the_ledger_is_replaced_block_by_block(store: Store) -> None:
    put(store, article())
    store.entries.replace(["x"], [(entry("e1", 1, "p", "q"), "x"), (entry("e2", 2, "p", "q"), "x")], 1)
    store.entries.replace(["y"], [(entry("e3", 3, "p", "r"), "y")], 1)
    assert [e.id for e in store.entries.page(LedgerFilter(), None, 9)[0]] == ["e3", "e2", "e1"]
    assert [e.id for e in store.entries.page(LedgerFilter(actors=("p", "q")), None, 1)[0]] == ["e2"]
    assert [e.id for e in store.entries.page(LedgerFilter(until=date(2024, 7, 1), type="consult"), None, 9)[0]] == [
        "e1"
    ]
    assert [e.id for e in store.entries.page(LedgerFilter(article="none"), None, 9)[0]] == []
    assert store.entries.partners("p", 9) == [("q", 2), ("r", 1)]
    store.entries.replace(["x"], [(entry("e1", 1, "p", "q"), "x")], 1)
    assert [e.id for e in store.entries.get(["e1", "e2"])] == ["e1"]


def test_refusals_are_kept_once_a_place(store: Store) -> None:
    store.articles.keep([capture()])
    for _ in range(2):
        store.articles.refuse(
            [(Refusal("Empty.", "c1.txt", "empty"), "c1"), (Refusal("Gone.", "x", "not-found"), None)], NOW
        )
    assert store.sizes()["refusals"] == 2


def test_outlets_count_their_copies(store: Store) -> None:
    put(store, article(), article("bbbb", "c2", language="en"), article("cccc", "c3", outlet="The Journal"))
    store.relations.save_copies([Copy("bbbb", "cccc", "translation", 1, True, True, ())], (), 1)
    first, second = store.outlets()
    assert (first.outlet, first.articles, first.copies, first.languages) == ("La Gazette", 2, 1, ("en", "fr"))
    assert (second.outlet, second.copies) == ("The Journal", 0)
    assert store.days() == ("2024-07-03", "2024-07-03")
    assert store.languages() == ("en", "fr")


def test_an_article_that_goes_leaves_its_story_and_its_block_stale(store: Store) -> None:
    put(store, article(), article("bbbb", "c2"))
    store.findings.save([names("aaaa")], {"aaaa": ["block"]}, {})
    store.entries.replace(["block"], [], 1)
    store.relations.place([Placing("aaaa", "s1", False), Placing("bbbb", "s1", False)], 1)
    story = Story("s1", "T", ("aaaa", "bbbb"), DAY, DAY)
    store.relations.save_stories([(story, Profile("s1", "T", DAY, DAY, (), (), (), (), b"", 2))], (), 1)
    assert (store.relations.stale_stories(1), store.entries.stale_blocks(9)) == ((), ())
    store.articles.add([article("cccc")], version=2)
    assert (store.relations.stale_stories(1), store.entries.stale_blocks(9)) == (("s1",), ("block",))
    assert store.relations.members(["s1"]) == {"s1": ("bbbb",)}


def test_an_index_of_other_tokens_is_made_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.articles.reindex()
    put(store, article())
    assert not store.articles.reindex()
    monkeypatch.setattr("filrouge.store.upkeep.VERSION", 2)
    assert store.articles.reindex()
    assert [key for key, _ in store.search("sommet", ArticleFilter(), 0, 9)] == ["aaaa"]
