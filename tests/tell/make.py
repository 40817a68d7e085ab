"""Rows for tests: ledger entries and articles, plain or hostile."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from filrouge.tell import rows

AT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
MACRON, SCHOLZ, MELONI = (
    rows.ParticipantRow("emmanuel-macron", "Emmanuel Macron", "actor"),
    rows.ParticipantRow("olaf-scholz", "Olaf Scholz", "actor"),
    rows.ParticipantRow("giorgia-meloni", "Giorgia Meloni", "recipient"),
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "a\x00b\x07c\x1b[31m\x85",
    "line\r\nBEGIN:VEVENT\r\nSUMMARY:x\nthree",
    "]]><x/>&amp;&#0;",
    "[x](javascript:alert(1)) `code` **b** | c",
    "comma, semicolon; back\\slash \"quote\" 'single'",
    "\u202edesrever\u2066\ufeff\ud83d",
    "é" * 200 + "日本" * 60,
    "",
)
hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=120))


def told(
    article: str = "a1", sentence: str = "Emmanuel Macron met Olaf Scholz in Paris.", start: int | None = 0, **more: str
) -> rows.EvidenceRow:
    end = None if start is None else start + len(sentence)
    return rows.EvidenceRow(article, sentence, start, end, more.get("status", "held"), None, start is None, None, None)


def entry(
    id: str = "e1",
    date: str | None = "2024-05-24",
    *,
    people: tuple[rows.ParticipantRow, ...] = (MACRON, SCHOLZ),
    mode: str | None = "in-person",
    status: str = "held",
    place: str | None = "Paris",
    country: str | None = "FR",
    evidence: tuple[rows.EvidenceRow, ...] | None = None,
    disputes: tuple[rows.DisputeRow, ...] = (),
    occasion: str | None = None,
) -> rows.LedgerRow:
    given = (told(),) if evidence is None else evidence
    sources = len({v.article for v in given})
    return rows.LedgerRow(
        id, "CONSULT", mode, status, people, date, None, place, country, occasion, given, sources, disputes, False
    )


def article(
    id: str = "a1",
    title: str | None = "Macron and Scholz meet in Paris",
    outlet: str | None = "The Journal",
    url: str | None = "https://journal.example/1",
    language: str = "en",
    published: str | None = "2024-05-24",
) -> rows.ArticleRow:
    return rows.ArticleRow(
        id, None, "page.html", "lead", None, title, published, "given", language, outlet, (), (), (), None, False, None,
        12, 1, None, None, url,
    )  # fmt: skip


def story(id: str = "s1", title: str = "Talks in Paris", articles: tuple[str, ...] = ("a1",)) -> rows.StoryRow:
    return rows.StoryRow(id, title, "2024-05-24", "2024-05-25", articles, ("The Journal",), ("en",), 1, "l1", ())


def storyline(title: str = "Paris and Berlin", id: str = "l1") -> rows.StorylineRow:
    known = tuple(rows.EntityRow(p.id, "person", p.name, None) for p in (MACRON, SCHOLZ))
    names = tuple(e.name for e in known)
    return rows.StorylineRow(id, title, names, ("s1",), 1, "2024-05-24", "2024-05-25", (), known)


@st.composite
def entries(draw: st.DrawFn) -> rows.LedgerRow:
    """Any entry: hostile words anywhere, any date or none, no participant or several."""
    words = st.one_of(st.none(), hostile)
    people = draw(st.lists(st.builds(rows.ParticipantRow, st.text("abc-", min_size=1), hostile, hostile), max_size=3))
    dates = st.sampled_from(
        [None, "2024-05-24", "2023-03", "2022~", "2013/..", "../2022-02-24", "2022-09-15/2022-09-16"]
    )
    proofs = draw(st.lists(st.builds(told, st.sampled_from(["a1", "a2", "gone"]), hostile), max_size=3))
    return entry(
        draw(st.text("0123456789abcdef", min_size=1, max_size=12)),
        draw(dates),
        people=tuple(people),
        mode=draw(words),
        status=draw(st.sampled_from(["announced", "held", "cancelled", "denied"])),
        place=draw(words),
        country=draw(words),
        evidence=tuple(proofs),
        disputes=tuple(draw(st.lists(st.builds(rows.DisputeRow, hostile, st.tuples(hostile)), max_size=2))),
        occasion=draw(words),
    )
