"""Measure republished wire copy found: French texts, edited as newsrooms edit them, by kind and strength of edit.

    python benchmarks/relate_wire.py [--texts FILE]

Texts are the French ones of examples/, a third of them cut to briefs, a third joined two by two (or those of a JSONL
file with a ``text`` each). Every text is reprinted once for each kind of edit and strength, seeds fixed; a pair counts
where difflib's ratio of words is above .5. Beside the pairs stand look-alikes that share one quotation with a text, the
texts of one subject beside one another, and the closing lines that an outlet sets under all that it prints: a link
between two texts that are no pair is false. Every third text is held out; figures are given for both parts.
Results: benchmarks/results/wire.json.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from report import keep, machine

from filrouge.plan import load_tables
from filrouge.read.reader import read
from filrouge.records import Article, Capture
from filrouge.relate.copies import Account, candidate_pairs, copies
from filrouge.relate.embed import DIMENSION
from filrouge.relate.features import features
from filrouge.text.digest import digest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SHORT = 60
"""Words that a text has at least; briefs are cut from longer ones."""
ALIKE = 0.35
"""Ratio from which two given texts are not of two subjects."""
STRENGTHS = (0.15, 0.35, 0.55, 0.75)
CLOSINGS = (
    "Suivez toute l'actualité en direct sur notre site et abonnez-vous à notre lettre du matin pour ne rien manquer.",
    "L'article vous a plu ? Partagez-le avec vos proches et retrouvez nos autres reportages dans notre édition papier "
    "du samedi, en vente chez votre marchand de journaux, ou dans notre application pour téléphone et tablette.",
    "Tous droits de reproduction et de représentation réservés. Signalez une erreur à la rédaction par courriel.",
)
LEADS = (
    "C'est une nouvelle que beaucoup attendaient depuis le début de la semaine.",
    "On en sait désormais davantage sur ce dossier qui occupe les chancelleries.",
    "Les réactions n'ont pas tardé après l'annonce faite un peu plus tôt dans la journée.",
    "L'information est tombée dans la soirée et a surpris jusqu'aux mieux informés.",
)
SWAPS = {
    "a": "aurait", "mais": "cependant", "après": "à la suite de", "avant": "en amont de", "selon": "d'après",
    "aussi": "également", "pendant": "durant", "lundi": "hier", "mardi": "hier", "mercredi": "hier", "jeudi": "hier",
    "vendredi": "hier", "président": "chef de l'État", "rencontre": "entrevue", "pays": "nation", "deux": "2",
    "trois": "3", "plusieurs": "quelques", "grand": "vaste", "dit": "affirmé", "annoncé": "fait savoir",
}  # fmt: skip
Edit = Callable[[str, float, random.Random], str]


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?…»])\s+(?=[A-ZÉÀ«“])|\n+", text) if s.strip()]


def untouched(text: str, share: float, rng: random.Random) -> str:
    return text


def cut_tail(text: str, share: float, rng: random.Random) -> str:
    own = text.split()
    return " ".join(own[: max(12, round(len(own) * (1 - share)))])


def cut_head(text: str, share: float, rng: random.Random) -> str:
    own = text.split()
    return " ".join(own[min(len(own) - 12, round(len(own) * share)) :])


def other_lead(text: str, share: float, rng: random.Random) -> str:
    """The first sentences give way to one of the paper's own."""
    own = sentences(text)
    return "\n\n".join([rng.choice(LEADS), *own[max(1, round(len(own) * share)) :]])


def dropped(text: str, share: float, rng: random.Random) -> str:
    """Sentences left out here and there."""
    kept = [s for s in sentences(text) if rng.random() > share]
    return " ".join(kept or sentences(text)[:1])


def reordered(text: str, share: float, rng: random.Random) -> str:
    """So many of the sentences at other places."""
    own = sentences(text)
    moved = rng.sample(range(len(own)), max(1, round(share * len(own))))
    rest = [s for k, s in enumerate(own) if k not in moved]
    for k in moved:
        rest.insert(rng.randrange(len(rest) + 1), own[k])
    return "\n\n".join(rest)


def reworded(text: str, share: float, rng: random.Random) -> str:
    """Words replaced, dropped or added one by one; at .75 nearly one in three."""
    out = []
    for word in text.split():
        if rng.random() > share * 0.4:
            out.append(word)
        elif (swap := SWAPS.get(word.lower())) is not None:
            out.append(swap)
        elif (way := rng.random()) < 0.5:
            out.append(word[::-1])
        elif way < 0.75:
            out += [word, rng.choice(list(SWAPS))]
    return " ".join(out)


def typeset(text: str, share: float, rng: random.Random) -> str:
    """Other quotation marks, apostrophes, spaces, hyphens, figures; so many of the accents lost."""
    for one, other in (
        ("« ", "“"),
        (" »", "”"),
        ("« ", "“"),
        (" »", "”"),
        ("'", "’"),
        (" %", " pour cent"),
        ("-", " "),
    ):
        text = text.replace(one, other)
    plain = {"é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c", "ô": "o", "î": "i", "œ": "oe"}
    return "".join(plain[c] if c in plain and rng.random() < share else c for c in text)


def turned_quotes(text: str, share: float, rng: random.Random) -> str:
    """Halves of sentences change places at a comma, as when the speaker goes before what he said."""
    out = []
    for s in sentences(text):
        head, comma, tail = s.rstrip(".").partition(", ")
        out.append(
            f"{tail[:1].upper()}{tail[1:]}, {head[:1].lower()}{head[1:]}." if comma and rng.random() < share else s
        )
    return " ".join(out)


def credited(text: str, share: float, rng: random.Random) -> str:
    return f"BRUXELLES (Belga/AFP) - {cut_tail(text, share / 2, rng)} (afp/rtl)\n\n{rng.choice(CLOSINGS)}"


KINDS: dict[str, Edit] = {
    "other title": untouched, "cut tail": cut_tail, "cut head": cut_head, "other lead": other_lead,
    "sentences dropped": dropped, "reordered": reordered, "reworded": reworded, "typeset": typeset,
    "turned quotes": turned_quotes, "credit lines": credited,
}  # fmt: skip


class Filler:
    """Sentences of a paper's own: words as frequent as in the texts, in no order that any text has."""

    def __init__(self, texts: list[str]) -> None:
        self._words = [w.strip(",.;:«»").lower() for t in texts for w in t.split()]

    def sentences(self, words: int, rng: random.Random) -> list[str]:
        """About so many words."""
        return [" ".join(rng.sample(self._words, 16)).capitalize() + "." for _ in range(0, words, 16)]


def added(text: str, share: float, rng: random.Random, filler: Filler) -> str:
    """Paragraphs of the paper's own before, within and after, so much of the whole."""
    own = sentences(text)
    for s in filler.sentences(round(len(text.split()) * share / (1 - share)), rng):
        own.insert(rng.choice((0, len(own) // 2, len(own))), s)
    return "\n\n".join(own)


def edited(kind: str, text: str, share: float, rng: random.Random, filler: Filler) -> str:
    if kind == "added paragraphs":
        return added(text, share, rng, filler)
    if kind == "several at once":
        for one in rng.sample(sorted(set(KINDS) - {"other title"}), 3):
            text = KINDS[one](text, share / 2, rng)
        return added(text, share / 2, rng, filler)
    return KINDS[kind](text, share, rng)


def example_texts() -> list[str]:
    """The French texts of examples/, those of one page's lead alone."""
    outlets, now = load_tables().outlets, datetime(2026, 1, 1, tzinfo=UTC)
    found: list[str] = []
    for path in sorted(EXAMPLES.glob("*.txt")):
        got = read(Capture(path.name, path.name, "text", path.read_bytes(), now), outlets, now)
        articles = got if isinstance(got, tuple) else ()
        found += [a.text for a in articles if a.role == "lead" and a.language == "fr" and a.words >= SHORT]
    return found


def ratio(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a.split(), b.split()).ratio()


def article(key: str, title: str, text: str) -> Article:
    return Article(
        id=digest(key), capture="", position=0, page="", role="lead", title=title, text=text, language="fr", outlet=key
    )


NONE = np.zeros((2, DIMENSION), np.float32)


class NoEncoder:
    def encode(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), DIMENSION), np.float32)


def measured(kind: str, share: float, bases: list[str], filler: Filler) -> Counter[str]:
    """Pairs that count, those found, false links and links in all, for one kind of edit at one strength."""
    rng = random.Random(f"{kind} {share}")
    texts: dict[str, str] = {}
    pairs = []
    for k, base in enumerate(bases):
        texts[f"a{k}"], texts[f"b{k}"] = base, edited(kind, base, share, rng, filler)
        pairs.append((f"a{k}", f"b{k}"))
        quotation = " ".join(base.split()[10 : 10 + rng.randrange(12, 30)])
        own = filler.sentences(len(base.split()), rng)
        texts[f"c{k}"] = " ".join([*own[:3], f"« {quotation} », a-t-on indiqué.", *own[3:]])
    for key in texts:
        if rng.random() < 0.5:
            texts[key] += f"\n\n{rng.choice(CLOSINGS)}"
    articles = {key: article(key, f"Titre {key[1:]}", text) for key, text in texts.items()}
    accounts = {a.id: Account(a, features(a, None, (NONE[0], NONE[1]))) for a in articles.values()}
    keys = {a.id: key for key, a in articles.items()}
    linked = {
        frozenset((keys[c.article], keys[c.of]))
        for c in copies(candidate_pairs([a.features for a in accounts.values()], ()), accounts, NoEncoder())
    }
    told: Counter[str] = Counter(links=len(linked))
    for a, b in pairs:
        if ratio(texts[a], texts[b]) > 0.5:
            told.update(pairs=1, found=frozenset((a, b)) in linked)
    told["false"] = len(linked - {frozenset(p) for p in pairs})
    return told


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--texts", type=Path)
    arguments.add_argument("--keep", action="store_true", help="write benchmarks/results/wire.json")
    chosen = arguments.parse_args()
    print(json.dumps({"machine": machine()}))
    given = [json.loads(t)["text"] for t in chosen.texts.open()] if chosen.texts else example_texts()
    apart: list[str] = []  # examples/ holds copies of its own
    for text in given:
        if all(ratio(text, other) < ALIKE for other in apart):
            apart.append(text)
    filler = Filler(apart)
    pool = []
    for one, two, three, four in zip(*(apart[k::4] for k in range(4)), strict=False):
        pool += [one, " ".join(two.split()[:45]), f"{three}\n\n{four}"]
    results: list[dict[str, object]] = []
    for part, chosen_parts in (("worked with", (0, 1)), ("held out", (2,))):
        bases = [t for k, t in enumerate(pool) if k // 3 % 3 in chosen_parts]
        whole: Counter[str] = Counter()
        for kind in (*KINDS, "added paragraphs", "several at once"):
            by_strength = {share: measured(kind, share, bases, filler) for share in STRENGTHS}
            for told in by_strength.values():
                whole.update(told)
            recall = {s: round(t["found"] / t["pairs"], 3) if t["pairs"] else None for s, t in by_strength.items()}
            false = sum(t["false"] for t in by_strength.values())
            results.append({"part": part, "edit": kind, "recall_by_strength": recall, "false_links": false})
            print(json.dumps(results[-1]), flush=True)
        results.append(
            {"part": part, "edit": "all", "pairs": whole["pairs"], "recall": round(whole["found"] / whole["pairs"], 4),
             "links": whole["links"], "false_links": whole["false"]}
        )  # fmt: skip
        print(json.dumps(results[-1]), flush=True)
    if chosen.keep:
        keep("wire", results)


if __name__ == "__main__":
    main()
