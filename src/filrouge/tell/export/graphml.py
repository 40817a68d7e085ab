"""Who copies whom, as GraphML: articles are nodes, an edge leads from a copy to what it copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from filrouge.tell import rows
from filrouge.tell.export import plain

NODE = ("title", "outlet", "language", "published", "url", "agencies")
EDGE = ("kind", "confidence", "credited", "known_direction", "why")


def as_graphml(pages: Iterable[tuple[tuple[rows.CopyRow, ...], Mapping[str, rows.ArticleRow]]]) -> Iterator[str]:
    """The graph, page by page: links, each page with the articles that it names.

    Where it is not known who copied whom, the edge says so in ``known_direction``: readers refuse graphs of both kinds
    of edges.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name in NODE:
        yield f' <key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    for name in EDGE:
        kind = {"confidence": "double", "credited": "boolean", "known_direction": "boolean"}.get(name, "string")
        yield f' <key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n'
    yield ' <graph id="copies" edgedefault="directed">\n'
    told: set[str] = set()
    for copies, articles in pages:
        for key in dict.fromkeys(key for c in copies for key in (c.article, c.of)):
            if key not in told:
                told.add(key)
                yield _node(key, articles.get(key))
        yield from map(_edge, copies)
    yield " </graph>\n</graphml>\n"


def _node(key: str, a: rows.ArticleRow | None) -> str:
    values: tuple[str | None, ...] = ()
    if a is not None:
        values = (a.title, a.outlet, a.language, a.published, plain.address(a.url), "; ".join(a.agencies))
    return f'  <node id="{plain.markup(key)}">{_data(NODE, values)}</node>\n'


def _edge(c: rows.CopyRow) -> str:
    values = (c.kind, f"{c.confidence:g}", _boolean(c.credited), _boolean(c.directed), c.why)
    return f'  <edge source="{plain.markup(c.article)}" target="{plain.markup(c.of)}">{_data(EDGE, values)}</edge>\n'


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _data(names: tuple[str, ...], values: tuple[str | None, ...]) -> str:
    return "".join(
        f'<data key="{name}">{plain.markup(value)}</data>' for name, value in zip(names, values, strict=False) if value
    )
