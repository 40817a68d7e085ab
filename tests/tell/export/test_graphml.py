"""GraphML: well-formed whatever articles are called; every article once, every link."""

from hypothesis import given
from lxml import etree

from filrouge.tell import rows
from filrouge.tell.export.graphml import as_graphml
from tests.tell.make import article, hostile

NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


def link(copy: str, of: str, why: str = "same words", directed: bool = True) -> rows.CopyRow:
    return rows.CopyRow(copy, of, "near", 0.9, why, directed, False, ())


@given(hostile)
def test_every_article_is_a_node_once_and_every_link_an_edge(word: str) -> None:
    known = {"a": article("a", word, word), "b": article("b", word, word, "javascript:x")}
    pages = [((link("a", "b", word), link("c", "b", word)), known), ((link("c", "a", word, False),), known)]
    graph = etree.fromstring("".join(as_graphml(pages)).encode())
    assert graph.xpath("//g:node/@id", namespaces=NS) == ["a", "b", "c"]
    assert len(graph.xpath("//g:edge", namespaces=NS)) == 3
    assert not graph.xpath("//g:edge/@directed", namespaces=NS), "no reader takes graphs of both kinds of edges"
    unsure = "//g:edge[g:data[@key='known_direction'] = 'false']/@target"
    assert graph.xpath(unsure, namespaces=NS) == ["a"]
    keys = set(graph.xpath("//g:key/@id", namespaces=NS))
    assert set(graph.xpath("//g:data/@key", namespaces=NS)) <= keys


def test_no_links_are_an_empty_graph() -> None:
    assert etree.fromstring("".join(as_graphml([])).encode()) is not None
