"""How fast one core understands French articles of 300 words, step by step, in processor time.

    python benchmarks/understand.py [--articles 200] [--write]

The articles are made of the golden sentences of tests/golden/events/fr*.toml, dealt out in turn, so that nearly every
sentence holds an encounter: real articles hold fewer. The sentences come again after some 25 articles, and by then
every word of them is known: the first 20 are told apart. One text of 200,000 words is measured as well, and told as a
ratio to the same words in articles of 300: 1.0 is a cost that grows with length alone. So that runs on other machines,
or on a busy one, compare: ``to_spacy`` is the time of all the steps over that of the French model alone, as it comes.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import spacy
from report import keep
from spacy.language import Language

from filrouge.plan import Tables, load_tables
from filrouge.records import Article
from filrouge.text import edtf
from filrouge.understand.counts import counts
from filrouge.understand.events import events
from filrouge.understand.memberships import memberships
from filrouge.understand.models import MODELS
from filrouge.understand.names import names
from filrouge.understand.statements import statements
from filrouge.understand.times import spread, times

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden" / "events"
WORDS = 300
LONG = 200_000
FRESH = 20
STEPS = ("parse", "names", "times", "statements", "events", "counts", "memberships")


def texts(words: int) -> Iterator[str]:
    """Texts of about so many words, four sentences a paragraph."""
    cases = [c["text"] for path in sorted(GOLDEN.glob("fr*.toml")) for c in tomllib.loads(path.read_text())["case"]]
    said: list[str] = []
    size = 0
    for n, sentence in enumerate(cycle(cases)):
        said.append(sentence + ("\n\n" if n % 4 == 3 else " "))
        size += len(sentence.split())
        if size >= words:
            yield "".join(said)
            said, size = [], 0


def understand(tables: Tables, text: str, spent: dict[str, float]) -> None:
    published = edtf.parse("2024-05-06")
    article = Article("a", "c", 0, "p", "lead", text, language="fr", published=published, published_from="given")
    marks = [time.process_time()]
    parse = tables.parser.parse("a", article.reading, "fr")
    marks.append(time.process_time())
    found = names(parse, published, tables.actors, tables.places)
    marks.append(time.process_time())
    instants = times(article, parse, date(2026, 1, 1))
    marks.append(time.process_time())
    statements(parse, found, tables.press)
    marks.append(time.process_time())
    spans = spread(instants)
    events(parse, found, spans, published, tables.kinds)
    marks.append(time.process_time())
    counts(parse, found, spans, published)
    marks.append(time.process_time())
    memberships(parse, found, spans, published)
    marks.append(time.process_time())
    for n, step in enumerate(STEPS):
        spent[step] = spent.get(step, 0.0) + marks[n + 1] - marks[n]


def spacy_alone(text: str, pipeline: Language) -> float:
    """Processor seconds that the model takes over the lines of a text, loaded as it comes."""
    begin = time.process_time()
    for _ in pipeline.pipe(line for line in text.split("\n") if line.strip()):
        pass
    return time.process_time() - begin


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=200)
    arguments.add_argument("--long", type=int, default=LONG, help="words of the long text; 0 for none")
    arguments.add_argument("--write", action="store_true", help="keep the figures in benchmarks/results")
    given = arguments.parse_args()
    tables = load_tables()
    short = texts(WORDS)
    understand(tables, next(short), {})  # loads the model
    articles = list(islice(short, given.articles))
    spent: dict[str, float] = {}
    for text in articles[:FRESH]:
        understand(tables, text, spent)
    fresh = sum(spent.values()) / len(articles[:FRESH])
    for text in articles[FRESH:]:
        understand(tables, text, spent)
    each = sum(spent.values()) / given.articles
    pipeline = spacy.load(MODELS["fr"])
    spacy_alone(articles[0], pipeline)
    alone = sum(spacy_alone(text, pipeline) for text in articles)
    row: dict[str, object] = {"articles_per_second": round(1 / each, 1), "first_20_per_second": round(1 / fresh, 1)}
    row["to_spacy"] = round(each * given.articles / alone, 2)
    row |= {f"{step}_ms": round(1000 * t / given.articles, 1) for step, t in spent.items()}
    if given.long:
        whole: dict[str, float] = {}
        understand(tables, next(texts(given.long)), whole)
        row["long_text_ratio"] = round(sum(whole.values()) / (each * given.long / WORDS), 2)
    print(row)
    if given.write:
        keep("understand", [row])


if __name__ == "__main__":
    main()
