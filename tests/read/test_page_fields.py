# ruff: noqa: E501  pages are laid out as they are
"""What HTML pages say around their text: standfirst, section, pictures, whom they copied, who wrote along, the wall."""

from datetime import UTC, datetime

import pytest

from filrouge.data.outlets import outlets
from filrouge.read import read
from filrouge.records import Article, Capture, Hints, Image

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "".join(
    f"<p>{t}</p>"
    for t in (
        "La passerelle relie depuis lundi les deux rives, après dix mois d'un chantier que la crue avait retardé.",
        "Les piétons et les cyclistes l'empruntent sans attendre le tablier, dont la peinture sèche encore.",
        "La municipalité a payé la moitié des travaux, la région et le département se sont partagé le reste.",
    )
)
CHAPO = "Attendue depuis dix ans, la passerelle du quai neuf a ouvert lundi aux piétons et aux vélos."


def lead(head: str = "", above: str = "", url: str | None = None, below: str = "") -> Article:
    page = f"""<html lang="fr"><head><title>La passerelle ouvre enfin</title>{head}</head><body><article>
<h1>La passerelle ouvre enfin</h1>{above}{TEXT}{below}</article></body></html>"""
    result = read(Capture("x", "x", "html", page.encode(), NOW, Hints(url=url)), outlets(), NOW)
    assert isinstance(result, tuple)
    return result[0]


def test_the_standfirst_is_what_the_page_describes_itself_by() -> None:
    found = lead(f'<meta name="description" content="{CHAPO}">', f"<p>{CHAPO}</p>")
    assert found.standfirst == CHAPO
    assert lead(above=f"<p>{CHAPO}</p>").standfirst is None


def test_the_section_is_the_one_stated() -> None:
    assert lead('<meta property="article:section" content="Régions">').section == "Régions"


def test_pictures_stand_apart_with_caption_and_credit() -> None:
    caption = "La passerelle, lundi matin, avant l'arrivée des premiers cyclistes venus du faubourg."
    marked = lead(
        above=f'<figure><img src="/p.jpg"><figcaption>{caption} <span class="credit">Mairie</span></figcaption></figure>'
    )
    assert marked.images == (Image("/p.jpg", caption, "Mairie"),)
    signed = lead(above=f'<figure><img src="/p.jpg"><figcaption>{caption} © Mairie</figcaption></figure>')
    assert signed.images == (Image("/p.jpg", caption, "Mairie"),)
    assert caption not in marked.text + signed.text


def test_a_copy_credits_the_page_that_it_names_as_its_original() -> None:
    canonical = '<link rel="canonical" href="https://www.lesoir.be/12/passerelle">'
    assert lead(canonical, url="https://www.example.org/passerelle").credits == ("Le Soir",)
    assert lead(canonical, url="https://www.lesoir.be/12/passerelle?m=1").credits == ()
    link = '<meta name="syndication-source" content="https://www.lesoir.be/12/passerelle">'
    assert lead(link, url="https://www.example.org/passerelle").credits == ("Le Soir",)


def test_an_agency_named_beside_the_author_is_kept() -> None:
    stated = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Victor Hugo"}}</script>'
    found = lead(stated, '<p class="byline">Par Victor Hugo avec AFP</p>')
    assert (found.authors, found.agencies) == (("Victor Hugo",), ("AFP",))
    alone = lead(stated, '<p class="byline">Par Victor Hugo</p>')
    assert (alone.authors, alone.agencies) == (("Victor Hugo",), ())


def test_a_page_behind_a_wall_is_truncated() -> None:
    walled = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
    assert lead(walled).truncated and not lead().truncated


@pytest.mark.parametrize(
    "wall",
    [
        "<p>Il vous reste 70 % de cet article à lire. La suite est réservée aux abonnés.</p>",
        "<div class='paywall-box'><span>To continue reading, subscribe today</span><a href='/s'>Offers</a></div>",
        "<aside class='premium'>Dieser Artikel ist nur für Abonnenten.</aside>",
    ],
)
def test_a_wall_that_readers_see_truncates_and_is_no_text(wall: str) -> None:
    found = lead(below=wall)
    assert found.truncated and found.text == lead().text


def test_pictures_of_other_articles_are_not_the_article_s() -> None:
    other = "<figure><img src='/q.jpg'><figcaption>Le marché, mardi © Mairie</figcaption></figure>"
    assert lead(below=f"<div class='related-articles'><h3>Le marché</h3>{other}</div>").images == ()
    assert lead(below=f"<div class='gallery'>{other}</div>").images
