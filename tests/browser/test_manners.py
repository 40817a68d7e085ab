"""Keys as in feed readers, no violation of WCAG 2.2 AA, print, and both colour schemes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = [
    "/", "/storylines", "/stories", "/ledger", "/actors", "/statements", "/sources", "/about", "/search",
    "/search?q=sommet", "/organisation/nato", "/place/CH/Geneva", "/actor/vladimir-putin",
    "/pair/joe-biden/vladimir-putin", "/nowhere",
]  # fmt: skip
OPEN = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe() -> Path:
    """axe-core as a PyPI package brings it; it is neither part of this project nor fetched by it."""
    package = pytest.importorskip(
        "axe_playwright_python", reason="axe-playwright-python, which brings axe-core, is not here"
    )
    return Path(str(resources.files(package).joinpath("axe.min.js")))


@pytest.fixture
def keyed(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", base_url=site)
    yield context.new_page()
    context.close()


LAYOUT = ["target-size", "scrollable-region-focusable", "meta-viewport"]
"""Rules that a width can break where another does not; a colour scheme can break contrasts alone."""


def test_no_page_breaks_wcag(browser: Browser, site: str) -> None:
    """Every rule on a wide light page; what the dark scheme and a narrow screen change is looked at anew."""
    script = axe().read_text(encoding="utf-8")
    context = browser.new_context(locale="en-GB", base_url=site, bypass_csp=True)
    page = context.new_page()
    found = []

    def look(rules: dict[str, object]) -> None:
        result = page.evaluate(f"axe.run({json.dumps({'runOnly': rules, 'resultTypes': ['violations']})})")
        found.extend((page.url, v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in result["violations"])

    for path in [*PAGES, *first_ids(page)]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(path)
        page.evaluate(OPEN)
        page.evaluate(script)
        look({"type": "tag", "values": RULES})
        page.emulate_media(color_scheme="dark")
        look({"type": "rule", "values": ["color-contrast"]})
        page.set_viewport_size({"width": 390, "height": 900})
        look({"type": "rule", "values": LAYOUT})
    context.close()
    assert found == []


def first_ids(page: Page) -> list[str]:
    page.goto("/")
    line = page.locator("article.card h3 a").first.get_attribute("href")
    story = page.locator("ul.plain h3 a[href^='/story/']").first.get_attribute("href")
    page.goto(line or "")
    entry = page.locator("ol.thread a.when").first.get_attribute("href")
    article = page.locator("ol.thread blockquote a").first.get_attribute("href")
    versions = f"{str(article).partition('#')[0]}/versions"
    return [str(line), str(story), str(entry), str(article), versions, str(story).replace("/story/", "/compare/")]


def test_by_keyboard_from_the_front_page_to_a_sentence(keyed: Page) -> None:
    keyed.goto("/")
    keyed.keyboard.press("j")
    expect(keyed.locator("article.card").first).to_be_focused()
    keyed.keyboard.press("o")
    keyed.wait_for_url("**/storyline/*")
    keyed.keyboard.press("j")
    expect(keyed.locator("ol.thread > li").first).to_be_focused()
    more = keyed.locator("ol.thread > li").first.locator("details.all")
    if more.count():
        keyed.keyboard.press("o")
        expect(more).to_have_attribute("open", "")
    keyed.keyboard.press("o")
    keyed.wait_for_url("**/article/*#*")


def test_j_and_k_go_on_and_back(keyed: Page) -> None:
    keyed.goto("/ledger")
    rows = keyed.locator("ol.thread > li")
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        keyed.keyboard.press(key)
        expect(rows.nth(row)).to_be_focused()


def test_g_and_a_letter_go_to_a_listing(keyed: Page) -> None:
    keyed.goto("/")
    for key, path in (("l", "/ledger"), ("t", "/storylines"), ("q", "/statements"), ("h", "/")):
        keyed.keyboard.press("g")
        keyed.keyboard.press(key)
        keyed.wait_for_url(f"**{path}")


def test_a_slash_goes_to_search_where_letters_are_letters(keyed: Page) -> None:
    keyed.goto("/")
    keyed.keyboard.press("/")
    keyed.keyboard.type("jogk?")
    expect(keyed.locator("header input[name=q]")).to_have_value("jogk?")


def test_a_question_mark_shows_the_keys_and_escape_hides_them(keyed: Page) -> None:
    keyed.goto("/")
    expect(keyed.locator("#keys")).not_to_be_visible()
    keyed.keyboard.press("?")
    expect(keyed.locator("#keys")).to_be_visible()
    keyed.keyboard.press("Escape")
    expect(keyed.locator("#keys")).not_to_be_visible()


def test_nothing_is_refused_by_the_policy_and_nothing_fails(keyed: Page) -> None:
    said: list[str] = []
    keyed.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    keyed.on("pageerror", lambda e: said.append(str(e)))
    for path in ("/", "/ledger", "/search?q=sommet", *first_ids(keyed)):
        keyed.goto(path)
    assert said == []


def test_print_leaves_the_furniture_out(keyed: Page) -> None:
    keyed.goto("/ledger")
    keyed.emulate_media(media="print")
    expect(keyed.locator("header.site")).not_to_be_visible()
    expect(keyed.locator("ol.thread > li").first).to_be_visible()


def test_no_page_overflows_a_narrow_screen(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=site)
    page = context.new_page()
    wide = []
    for path in [*PAGES, *first_ids(page)]:
        page.goto(path)
        for opened in (False, True):
            if opened:
                page.evaluate(OPEN)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wide.append((path, opened))
    context.close()
    assert wide == []
