"""The reader's way, in a real browser with JavaScript off: from the front page to a sentence of evidence."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def first_storyline(page: Page) -> None:
    page.goto("/")
    page.locator("article.card h3 a").first.click()
    expect(page).to_have_url(re.compile(r"/storyline/"))


def test_from_the_front_page_to_the_sentence_in_its_article(page: Page) -> None:
    first_storyline(page)
    line = page.locator("ol.thread > li").first
    sentence = line.locator("blockquote").first
    expect(sentence).to_be_visible()
    words = sentence.inner_text()
    sentence.locator("a").first.click()
    expect(page).to_have_url(re.compile(r"/article/\w+"))
    shown = page.locator("main").inner_text()
    assert words.split("\n")[0][:40] in re.sub(r"\s+", " ", shown)


def test_a_marked_event_opens_its_card_and_back(page: Page) -> None:
    first_storyline(page)
    page.locator("ol.thread > li > blockquote a[href*='#at-']").first.click()
    page.locator("a.ref.event").first.click()
    assert re.search(r"#card-e\d+$", page.url)
    page.locator(f"#{page.url.split('#')[1]} a").first.click()
    assert re.search(r"#e\d+$", page.url)


def test_marks_can_be_switched_off(page: Page) -> None:
    first_storyline(page)
    page.locator("ol.thread > li > blockquote a[href*='#at-']").first.click()
    assert page.locator("a.ref.event").first.is_visible()
    page.locator("#mark-event").uncheck()
    assert not page.locator("a.ref.event").first.is_visible()


def test_two_clicks_lead_from_a_line_of_the_ledger_to_the_sentence_in_its_place(page: Page) -> None:
    page.goto("/ledger")
    line = page.locator("ol.thread > li", has=page.locator("details.all")).first
    line.locator("details.all summary").click()
    line.locator("details.all blockquote a[href*='#at-']").first.click()
    place = page.url.partition("#")[2]
    assert page.locator(f"#{place}").evaluate("e => e.nextElementSibling?.matches('.run.event') ?? false")
    assert page.locator(f"#{place}").evaluate("e => e.getBoundingClientRect().top >= -1")


def test_the_ledger_is_narrowed_step_by_step_and_widened_again(page: Page) -> None:
    page.goto("/ledger")
    every = page.locator("ol.thread > li").count()
    page.get_by_role("complementary").get_by_role("link", name="by phone").click()
    expect(page).to_have_url(re.compile(r"mode=phone"))
    assert 0 < page.locator("ol.thread > li").count() <= every
    page.locator("#f-since").fill("2021")
    page.locator("#f-until").fill("2021-12")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"mode=phone.*since=2021&until=2021-12"))
    page.get_by_role("link", name="without by phone").click()
    assert "mode" not in page.url
    page.locator("#f-since").fill("never")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_have_text("That cannot be answered")


def test_search_finds_and_says_when_it_does_not(page: Page) -> None:
    page.goto("/")
    page.locator("header input[name=q]").fill("Genève sommet")
    page.locator("header button").click()
    assert page.locator("ul.plain li.item").count() > 0
    page.goto("/search?q=zzzzqqqq")
    expect(page.locator(".empty")).to_be_visible()


def test_the_interface_changes_language_and_keeps_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("link", name="Registre", exact=True)).to_be_visible()
    page.goto("/ledger")
    expect(page.locator("h1")).to_have_text("Registre")


def test_no_page_asks_for_anything_elsewhere(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    for path in ("/", "/ledger", "/about"):
        page.goto(path)
    assert asked
    assert all(url.startswith(site) for url in asked)
    context.close()
