import re

import pytest

from filrouge.data.outlets import Outlet, Outlets, outlets


def test_the_registry_is_sound() -> None:
    registry = outlets()
    assert len(registry.all) > 200
    domains = [d for o in registry.all for d in o.domains]
    assert len(domains) == len(set(domains))
    assert len({o.name for o in registry.all}) == len(registry.all)
    for outlet in registry.all:
        assert re.fullmatch("[A-Z]{2}", outlet.country or ""), outlet
        assert outlet.language and outlet.domains, outlet
        for domain in outlet.domains:
            found = registry.by_domain(domain)
            assert found is outlet
        for name in outlet.names:
            assert registry.by_name(name) is outlet, name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.lemonde.fr/international/article/2024/07/03/x.html", "Le Monde"),
        ("francais.rt.com", "RT"),
        ("edition.cnn.com", "CNN"),
        ("nobody.example", None),
        (None, None),
    ],
)
def test_outlet_of_an_address(address: str | None, name: str | None) -> None:
    found = outlets().by_domain(address)
    assert (found.name if found else None) == name


def test_names_are_found_however_written() -> None:
    assert outlets().by_name("THE GUARDIAN") is outlets().by_name("guardian")
    assert outlets().agency("Ria Novosti") is outlets().agency("РИА Новости")
    assert outlets().agency("Le Monde") is None


def test_agencies_in_a_text_keep_their_case() -> None:
    text = "Selon l'AFP et Reuters, la map du site (DPA)"
    assert [(text[s:e], o.name) for s, e, o in outlets().agencies_in(text)] == [
        ("AFP", "AFP"),
        ("Reuters", "Reuters"),
        ("DPA", "DPA"),
    ]


def test_an_empty_registry_finds_nothing() -> None:
    assert Outlets().by_name("AFP") is None
    assert list(Outlets((Outlet("Le Monde", "newspaper"),)).agencies_in("AFP")) == []
