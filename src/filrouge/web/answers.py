"""How a context is answered: as a page, as JSON, as a feed, or as a problem; with what caches need."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from filrouge import __version__
from filrouge.web import links
from filrouge.web.feeds import Feed, atom, json_feed
from filrouge.web.speech import LANGUAGES, Speech, speech

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing on a page comes from elsewhere; the one script is the site's own."""

TAGS = 10_000
"""Tags kept at most, some 2 MB."""
CACHES = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Language, Cookie"}
"""Kept, and asked about each time: an archive changes whenever something is taken in."""


class Answers:
    """Renders contexts through the templates."""

    def __init__(self) -> None:
        self._pages = Environment(
            loader=PackageLoader("filrouge.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals.update(links=links, languages=LANGUAGES, version=__version__)

    def page(self, request: Request, template: str, page: Any, feed: str | None = None) -> Response:
        """The context as JSON where that is asked for, else through its template.

        ``feed``: the path of the page's feed without its ending.
        """
        if wants_json(request):
            return fresh(request, json.dumps(asdict(page), ensure_ascii=False).encode(), "application/json")
        html = self._render(request, template, page=page, feed=feed)
        response = fresh(request, html.encode(), "text/html; charset=utf-8")
        if (asked := request.query_params.get("ui")) in LANGUAGES:
            response.set_cookie("ui", str(asked), max_age=31_536_000, samesite="lax", httponly=True)
        return response

    def problem(self, request: Request, status: int, title: str, detail: str) -> Response:
        """RFC 9457 for a program, a page for a person."""
        if wants_json(request) or request.url.path.endswith((".json", ".atom")) or request.url.path[:5] == "/api/":
            body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
            return JSONResponse(body, status, media_type="application/problem+json")
        html = self._render(request, "problem.html", page=None, feed=None, title=title, detail=detail)
        return HTMLResponse(html, status)

    def feed(self, request: Request, feed: Feed, ending: str) -> Response:
        base = str(request.base_url).rstrip("/")
        language = read_speech(request).language
        if ending == "atom":
            return fresh(request, atom(feed, base, language), "application/atom+xml; charset=utf-8")
        body = json.dumps(json_feed(feed, base, language), ensure_ascii=False)
        return fresh(request, body.encode(), "application/feed+json; charset=utf-8")

    def _render(self, request: Request, template: str, **values: Any) -> str:
        kept = [(k, v) for k, v in request.query_params.multi_items() if k != "ui"]
        return self._pages.get_template(template).render(
            say=read_speech(request), here=request.url.path, asked=kept, **values
        )


def fresh(request: Request, body: bytes, kind: str) -> Response:
    """The body with its ETag, or 304 where the client has it already."""
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    return _had(request, tag) or Response(body, headers={"ETag": tag, **CACHES}, media_type=kind)


def _had(request: Request, tag: str | None) -> Response | None:
    """304 where the client has what bears this tag."""
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "")[:2000].split(",")}
    return Response(status_code=304, headers={"ETag": tag, **CACHES}) if tag in known else None


class Unchanged:
    """The tags of what was answered in one state of the archive: who asks again for what it has, is told so at once."""

    def __init__(self) -> None:
        self._tags: dict[tuple[object, ...], str] = {}

    def answer(self, request: Request, state: int | None, work: Callable[[], Response]) -> Response:
        """``work``'s answer, or 304 without it. ``state``: None where it is not known."""
        if state is None or "ui" in request.query_params:
            return work()
        key = (state, str(request.url), wants_json(request), read_speech(request).language)
        response = _had(request, self._tags.get(key)) or work()
        if tag := response.headers.get("etag"):
            if len(self._tags) >= TAGS:
                self._tags.clear()
            self._tags[key] = tag
        return response


def wants_json(request: Request) -> bool:
    """Whether the client prefers JSON; a browser never says so."""
    accept = request.headers.get("accept", "")
    return request.query_params.get("format") == "json" or ("application/json" in accept and "text/html" not in accept)


def read_speech(request: Request) -> Speech:
    return speech(
        request.query_params.get("ui"), request.cookies.get("ui"), request.headers.get("accept-language", "")[:200]
    )
