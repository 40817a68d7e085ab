"""Composed pages against what is wanted of them: the share of checks that hold, and which do not."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from filrouge.data.outlets import outlets
from filrouge.read import detect, read
from filrouge.records import Article, Capture, Refusal
from filrouge.text import edtf
from filrouge.text.normalise import fold
from tests.read.composed.deal import Deal, Wanted, phrases
from tests.read.composed.makes import KEPT_APART, WORKED_ON, Make

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split()).lower()


def articles(page: str, name: str) -> tuple[Article, ...]:
    content = page.encode()
    kind = detect(content, name)
    if isinstance(kind, Refusal):
        return ()
    found = read(Capture(name, name, kind.kind, content, NOW), outlets(), NOW)
    return () if isinstance(found, Refusal) else found


def checks(found: tuple[Article, ...], wanted: list[Wanted]) -> Iterator[tuple[bool, str]]:
    """Each check and what it is of."""
    yield len(found) == len(wanted), f"articles {len(found)}/{len(wanted)}"
    left = list(found)
    for want in wanted:
        same = [
            a
            for a in left
            if a.role == want.role and (want.title is None or fold(a.title or "")[:60] == fold(want.title)[:60])
        ]
        yield bool(same), f"{want.role} {want.title}"
        if not same:
            continue
        article = same[0]
        left.remove(article)
        text = flat(article.text)
        for piece in want.keep:
            yield flat(piece) in text, f"{want.role} lost: {piece[:50]}"
        for piece in want.drop:
            yield flat(piece) not in text, f"{want.role} kept: {piece[:50]}"
        if want.published:
            got = edtf.format(article.published)[:10] if article.published else None
            yield got == want.published, f"{want.role} date {got} for {want.published}"
        if want.outlet:
            known = outlets().by_name(want.outlet)
            yield (
                article.outlet in (want.outlet, known and known.name),
                f"{want.role} outlet {article.outlet} for {want.outlet}",
            )
        for credit in want.credits:
            yield any(fold(credit) == fold(c) for c in article.credits), f"credit {credit} in {article.credits}"
        for agency in want.agencies:
            yield any(fold(agency) in fold(a) for a in article.agencies), f"agency {agency} in {article.agencies}"
        if want.machine is not None:
            yield article.machine_translated == want.machine, "machine"
        if want.role != "lead" and any(w.role == "lead" for w in wanted):
            yield article.parent is not None, "parent"


def score(makes: dict[str, Make], languages: Iterable[str] | None = None, notes: bool = False) -> tuple[int, int]:
    """Checks that hold, and all."""
    good = total = 0
    for name, make in makes.items():
        own = [0, 0]
        for language in languages or phrases():
            page, wanted = make(Deal(language, name))
            found = articles(page, f"{name}-{language}")
            for holds, what in checks(found, wanted):
                own[holds] += 1
                if notes and not holds:
                    print(f"  {name} {language} {what}")
        if notes:
            print(f"{name}: {own[1]}/{sum(own)}")
        good, total = good + own[1], total + sum(own)
    return good, total


if __name__ == "__main__":
    print(score(KEPT_APART if "apart" in sys.argv else WORKED_ON, notes="quiet" not in sys.argv))
