"""Screenshots of every page over the examples, at two widths: `make screenshots` puts them in docs/screenshots/."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright
from tests.browser.conftest import CHROMIUM, EXAMPLES, FLAGS, serve

import filrouge

OUT = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WIDTHS = (1280, 390)


def main(inputs: list[str]) -> None:
    desk = filrouge.open(":memory:" if not inputs else inputs[0])
    if not inputs:
        desk.ingest([str(EXAMPLES)])
    line = desk.storylines(limit=1).rows[0]
    entry = next(e for e in desk.ledger(filrouge.desk.api.LedgerFilter(storyline=line.id)).rows if e.evidence)
    story = max(desk.stories(storyline=line.id).rows, key=lambda s: len(s.articles))
    pages = {
        "front": "/",
        "storyline": f"/storyline/{line.id}",
        "story": f"/story/{story.id}",
        "article": f"/article/{entry.evidence[0].article}",
        "ledger": "/ledger",
        "search": "/search?q=sommet",
        "about": "/about",
    }
    server, thread, address = serve(desk)
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in WIDTHS:
            page = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB").new_page()
            for name, path in pages.items():
                page.goto(address + path)
                page.screenshot(path=OUT / f"{name}-{width}.png")
        browser.close()
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main(sys.argv[1:])
