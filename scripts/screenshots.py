"""Screenshots of every page over the examples, at two widths: `make screenshots` puts them in docs/screenshots/."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright
from tests.browser.conftest import CHROMIUM, EXAMPLES, FLAGS, serve

import filrouge

WIDTHS = (1280, 390)
SHOWN = {
    1280: ("front", "storyline", "story", "article", "ledger", "actor", "pair", "compare", "search", "about"),
    390: ("storyline", "article", "ledger"),
}
"""What docs/ shows; the others are to be looked at."""


def main(database: str | None, out: Path, whole: bool, every: bool, scheme: str, language: str) -> None:
    """Of the examples, or of an existing database; ``whole``: the whole page and not only its first screen."""
    desk = filrouge.open(database or ":memory:")
    if database is None:
        desk.ingest([str(EXAMPLES)])
    line = max(desk.storylines(limit=20).rows, key=lambda found: found.articles)
    entry = next(e for e in desk.ledger(filrouge.desk.api.LedgerFilter(storyline=line.id)).rows if e.evidence)
    story = max(desk.stories(storyline=line.id).rows, key=lambda s: len(s.articles))
    people = [p.id for p in max((e for e in desk.ledger().rows), key=lambda e: len(e.evidence)).participants]
    placed = next(e for e in desk.ledger().rows if e.place and e.country)
    member = desk.memberships()[0]
    organisation = desk.actor(member.organisation).id
    pages = {
        "front": "/",
        "storyline": f"/storyline/{line.id}",
        "storylines": "/storylines",
        "stories": "/stories",
        "story": f"/story/{story.id}",
        "compare": f"/compare/{story.id}",
        "versions": f"/article/{entry.evidence[0].article}/versions",
        "entry": f"/entry/{entry.id}",
        "article": f"/article/{entry.evidence[0].article}",
        "ledger": "/ledger",
        "actors": "/actors",
        "actor": f"/actor/{people[0]}",
        "pair": f"/pair/{people[0]}/{people[1]}",
        "place": f"/place/{placed.country}/{placed.place}",
        "organisation": f"/organisation/{organisation}",
        "statements": "/statements",
        "sources": "/sources",
        "search": "/search?q=sommet",
        "about": "/about",
    }
    server, thread, address = serve(desk)
    out.mkdir(exist_ok=True, parents=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in WIDTHS:
            size = {"width": width, "height": 900}
            page = browser.new_context(viewport=size, locale=language, color_scheme=scheme).new_page()
            for name, path in pages.items():
                if not every and name not in SHOWN[width]:
                    continue
                page.goto(address + path)
                page.screenshot(path=out / f"{name}-{width}.png", full_page=whole)
        browser.close()
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--db")
    asked.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "docs" / "screenshots")
    asked.add_argument("--whole", action="store_true")
    asked.add_argument("--every", action="store_true", help="every page, not only those that docs/ shows")
    asked.add_argument("--scheme", choices=["light", "dark"], default="light")
    asked.add_argument("--language", choices=["en-GB", "fr-FR"], default="en-GB")
    given = asked.parse_args()
    main(given.db, given.out, given.whole, given.every, given.scheme, given.language)
