"""An archive behind a site, asked over HTTP: `Filrouge` with the same questions, rows and errors.

What can be asked is `ASKED`, by the names of the library; the site answers each at ``/api/NAME`` with the same
parameters, a filter's fields as parameters of their own. Nothing can be changed from here.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import httpx

from filrouge.desk.api import Filrouge
from filrouge.errors import FilrougeError, NotFound, StoreError, UsageError
from filrouge.settings import Settings
from filrouge.store.codec import loads
from filrouge.tell import rows

ASKED = (
    "articles", "article", "search", "similar", "copies", "outlets", "versions", "stories", "story", "compare",
    "storylines", "storyline", "timeline", "ledger", "entry", "statements", "sayings", "counts", "memberships",
    "actors", "actor", "partners", "follow_list", "steps", "stats",
)  # fmt: skip
"""Questions of the library that a site answers."""
SECONDS = 60
"""To wait for an answer: a comparison of a long story is slow."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a question gives: rows of this kind, as a page of a listing, a whole list, or one."""

    kind: type
    number: str
    """page · all · one"""


@cache
def shape(name: str) -> Shape:
    """From the annotation of the method."""
    given = get_type_hints(getattr(Filrouge, name))["return"]
    if get_origin(given) is rows.Page:
        return Shape(get_args(given)[0], "page")
    if get_origin(given) is tuple:
        return Shape(get_args(given)[0], "all")
    return Shape(given, "one")


@cache
def parameters(name: str) -> Mapping[str, type | None]:
    """The parameters of the method; for those that are filters their type."""
    method = getattr(Filrouge, name)
    hints = get_type_hints(method)
    named = [p for p in inspect.signature(method).parameters if p != "self"]
    return {p: hints[p] if is_dataclass(hints[p]) else None for p in named}


def wire(name: str, arguments: Mapping[str, Any]) -> list[tuple[str, str | int | float | bool | None]]:
    """The arguments of a question as parameters of an address."""
    given: list[tuple[str, str | int | float | bool | None]] = []
    for key, value in arguments.items():
        if parameters(name).get(key) is not None:
            given += [pair for f in fields(value) for pair in _written(f.name, getattr(value, f.name))]
        else:
            given += _written(key, value)
    return given


def _written(name: str, value: Any) -> list[tuple[str, str]]:
    if value is None or value is False:
        return []
    if isinstance(value, (tuple, list)):
        return [(name, str(item)) for item in value]
    return [(name, value.isoformat() if isinstance(value, date) else "true" if value is True else str(value))]


class Remote(Filrouge):
    """Raises StoreError where the site cannot be reached or is none, and what the library raises for a question."""

    def __init__(self, address: str, settings: Settings, client: httpx.Client | None = None) -> None:
        self._address = address.rstrip("/")
        self._client = client or httpx.Client(timeout=SECONDS)
        self.settings = settings

    def close(self) -> None:
        self._client.close()

    def __getattr__(self, name: str) -> Any:
        if name == "store":
            raise UsageError(
                f"{self._address} is an archive behind a site: it can be asked, not changed; give the path of its "
                "database on its own machine for that."
            )
        raise AttributeError(name)

    def _ask(self, name: str, arguments: Mapping[str, Any]) -> Any:
        try:
            answer = self._client.get(
                f"{self._address}/api/{name}", params=wire(name, arguments), headers={"Accept": "application/json"}
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{self._address} cannot be asked: {error or type(error).__name__}.") from error
        if answer.status_code != 200:
            raise _error(self._address, answer)
        found = shape(name)
        try:
            whole = json.loads(answer.content)
            if found.number == "one":
                return _rows(found.kind, [whole])[0]
            given = _rows(found.kind, whole["rows"])
            return rows.Page(given, whole["next"]) if found.number == "page" else given
        except (ValueError, KeyError, TypeError, StoreError) as error:
            raise StoreError(f"{self._address} gives what this version of filrouge cannot read: {error}.") from error


def _rows(kind: type, plain: list[Any]) -> tuple[Any, ...]:
    return loads(tuple[kind, ...], json.dumps(plain))  # type: ignore[valid-type]


def _error(address: str, answer: httpx.Response) -> FilrougeError:
    try:
        said = answer.json()["detail"]
    except (ValueError, KeyError, TypeError):
        return StoreError(f"{address} is no site of filrouge: it answers {answer.status_code}.")
    kind = {404: NotFound, 400: UsageError, 422: UsageError}.get(answer.status_code, StoreError)
    return kind(str(said))


def _question(name: str) -> Callable[..., Any]:
    method = getattr(Filrouge, name)
    signature = inspect.signature(method)

    def question(self: Remote, *args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(self, *args, **kwargs).arguments
        return self._ask(name, {key: value for key, value in bound.items() if key != "self"})

    question.__name__, question.__doc__ = name, method.__doc__
    return question


for _name in ASKED:
    setattr(Remote, _name, _question(_name))
