"""The library's questions over HTTP, each at ``/api/NAME`` with the parameters of its method; see `desk.remote`."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BeforeValidator, StringConstraints

from filrouge.desk.api import Filrouge
from filrouge.desk.remote import ASKED, parameters, shape
from filrouge.errors import UsageError
from filrouge.tell import rows
from filrouge.web.answers import fresh

MOST = 1000
"""Rows of one page of a listing."""
LONGEST = 400
"""Characters of a text parameter: a pasted sentence fits."""
Text = Annotated[str, StringConstraints(max_length=LONGEST)]


def _day(value: object) -> object:
    """Days alone: a number is no moment since 1970."""
    if isinstance(value, str) and len(value) != len("2024-07-03"):
        raise ValueError("give a day as 2024-07-03")
    return value


Day = Annotated[date, BeforeValidator(_day)]
NAMED = ("counts",)
"""Questions that go through the whole archive unless something is named."""


def add(app: FastAPI, desk: Filrouge, refused: dict[int | str, dict[str, Any]]) -> None:
    """A route for each question."""
    for name in ASKED:
        found = shape(name)
        model = {"page": rows.Page[found.kind], "all": rows.Page[found.kind], "one": found.kind}[found.number]  # type: ignore[name-defined]
        app.get(
            f"/api/{name}",
            response_class=JSONResponse,
            responses={200: {"model": model}, **refused},
            tags=["api"],
            operation_id=f"api_{name}",
            description=inspect.getdoc(getattr(Filrouge, name)),
        )(_endpoint(desk, name))


def _endpoint(desk: Filrouge, name: str) -> Callable[..., Response]:
    method, number = getattr(desk, name), shape(name).number

    def endpoint(request: Request, **given: Any) -> Response:
        if name in NAMED and not any(given.values()):
            raise UsageError(f"Name whose {name} are asked for: one of {', '.join(parameters(name))}.")
        arguments = {}
        for key, kind in parameters(name).items():
            if kind is None:
                arguments[key] = given[key]
            else:
                own = {f.name: given[f.name] for f in fields(kind)}
                arguments[key] = kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in own.items()})
        answer = method(**arguments)
        if number == "all":
            answer = rows.Page(answer)
        return fresh(request, json.dumps(asdict(answer), ensure_ascii=False).encode(), "application/json")

    endpoint.__name__ = f"api_{name}"
    endpoint.__signature__ = inspect.Signature(_signature(name))  # type: ignore[attr-defined]
    return endpoint


def _signature(name: str) -> list[inspect.Parameter]:
    """The method's parameters as those of an address: a filter's fields each by itself."""
    method = getattr(Filrouge, name)
    hints = get_type_hints(method)
    given = [inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)]
    for key, parameter in inspect.signature(method).parameters.items():
        if key == "self":
            continue
        kind = parameters(name)[key]
        if kind is None:
            given.append(_parameter(key, hints[key], parameter.default))
        else:
            own = get_type_hints(kind)
            given += [_parameter(f.name, own[f.name], f.default) for f in fields(kind)]
    return given


def _parameter(name: str, hint: Any, default: Any) -> inspect.Parameter:
    options: dict[str, Any] = {}
    if hint in (str, str | None):
        options = {"max_length": LONGEST}
    elif hint == date | None:
        hint = Day | None
    elif hint in (int, int | None):
        options = {"ge": 1, "le": MOST}
    elif get_origin(hint) in (tuple, list, Sequence) and str in get_args(hint):
        hint, default, options = list[Text], [], {"max_length": 8}
    query = Query(**options) if default is inspect.Parameter.empty else Query(default=default, **options)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=query, annotation=hint)
