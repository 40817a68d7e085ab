"""What a make of pages is dealt: articles, dates, names and the phrases of one language, drawn with a seed."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

FOLDER = Path(__file__).parent
WRITERS = {
    "fr": "Victor Hugo", "en": "Charles Dickens", "es": "Benito Pérez Galdós", "de": "Theodor Fontane",
    "it": "Italo Svevo", "pt": "Machado de Assis", "ru": "Антон Чехов", "zh": "鲁迅", "ar": "طه حسين",
}  # fmt: skip
OUTLETS = {
    "fr": [("Le Temps", "letemps.ch"), ("Ouest-France", "ouest-france.fr"), ("Le Soir", "lesoir.be")],
    "en": [("The Guardian", "theguardian.com"), ("BBC", "bbc.com"), ("The Irish Times", "irishtimes.com")],
    "es": [("El País", "elpais.com"), ("La Nación", "lanacion.com.ar"), ("El Mundo", "elmundo.es")],
    "de": [("Der Standard", "derstandard.at"), ("Der Spiegel", "spiegel.de"), ("Die Zeit", "zeit.de")],
    "it": [("la Repubblica", "repubblica.it"), ("Corriere della Sera", "corriere.it"), ("La Stampa", "lastampa.it")],
    "pt": [("Público", "publico.pt"), ("Folha de S.Paulo", "folha.uol.com.br"), ("Expresso", "expresso.pt")],
    "ru": [("Коммерсантъ", "kommersant.ru"), ("РБК", "rbc.ru"), ("Известия", "iz.ru")],
    "zh": [("澎湃新闻", "thepaper.cn"), ("财新网", "caixin.com"), ("联合早报", "zaobao.com.sg")],
    "ar": [("الجزيرة", "aljazeera.net"), ("الشرق الأوسط", "aawsat.com"), ("هسبريس", "hespress.com")],
}
AGENCIES = {
    "fr": "AFP", "en": "Reuters", "es": "EFE", "de": "dpa", "it": "ANSA", "pt": "Lusa",
    "ru": "ТАСС", "zh": "新华社", "ar": "رويترز",
}  # fmt: skip
AGENCY_NAMES = {"ru": "TASS", "zh": "Xinhua", "ar": "Reuters"}


@dataclass(frozen=True, slots=True)
class Text:
    """An article of our own."""

    language: str
    title: str
    standfirst: str
    section: str
    place: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(slots=True)
class Wanted:
    """What a careful reader gets of one article of the page."""

    role: str
    title: str | None
    keep: list[str] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    published: str | None = None
    outlet: str | None = None
    credits: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    machine: bool | None = None


@cache
def texts() -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for row in tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))["article"]:
        paragraphs = tuple(p for p in row.pop("text").split("\n") if p)
        found.setdefault(row["language"], []).append(Text(paragraphs=paragraphs, **row))
    return found


@cache
def phrases() -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))


class Deal:
    """One page's cards. The same seed deals the same."""

    def __init__(self, language: str, seed: str) -> None:
        self.language = language
        self.chance = random.Random(f"{seed} {language}")
        self.words = phrases()[language]
        every = list(texts()[language])
        self.chance.shuffle(every)
        # A language with few articles borrows from the other columns of the paper: the same ones, cut
        self.articles = every
        self.outlet, self.domain = self.chance.choice(OUTLETS[language])
        self.other, self.other_domain = self.chance.choice([o for o in OUTLETS[language] if o[0] != self.outlet])
        self.writer = WRITERS[language]
        self.agency = AGENCIES[language]
        self.agency_name = AGENCY_NAMES.get(language, self.agency)
        self.moment = datetime(2024, 1, 10, 7) + timedelta(
            days=self.chance.randrange(500), minutes=self.chance.randrange(900)
        )

    def day(self, moment: datetime | None = None, width: str = "long") -> str:
        return format_date(moment or self.moment, format=width, locale=self.language)

    def clock(self, moment: datetime | None = None) -> str:
        at = moment or self.moment
        return f"{at.hour}h{at.minute:02}" if self.language == "fr" else f"{at:%H:%M}"

    def dated(self, key: str = "published", moment: datetime | None = None) -> str:
        phrase = self.words[key]
        phrase = self.chance.choice(phrase) if isinstance(phrase, list) else phrase
        return str(phrase).format(d=self.day(moment), t=self.clock(moment))

    def later(self, **by: int) -> datetime:
        return self.moment + timedelta(**by)

    @property
    def iso(self) -> str:
        return f"{self.moment:%Y-%m-%d}"

    def lead(self, text: Text, **more: Any) -> Wanted:
        """What must be kept of an article that the page holds whole."""
        picked = [text.paragraphs[0], text.paragraphs[len(text.paragraphs) // 2], text.paragraphs[-1]]
        return Wanted(more.pop("role", "lead"), more.pop("title", text.title), [p[:70] for p in picked], **more)

    def furniture(self) -> list[str]:
        """What must be dropped of what the usual page puts around."""
        w = self.words
        return [*w["account"][:1], *w["share"][1:2], w["newsletter"][1], w["comments"][2], w["cookie"], w["footer"][1]]
