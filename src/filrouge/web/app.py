"""The site: each address gives one context, as a page to a browser and as JSON to a program."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from filrouge import __version__
from filrouge.desk.api import Filrouge
from filrouge.errors import FilrougeError, NotFound, UsageError
from filrouge.web.pages import article, front, listings, story, storyline
from filrouge.web.speech import LANGUAGES, Speech, speech

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing on a page comes from elsewhere or runs a script."""

LONGEST_QUERY = 400
"""Characters; a pasted sentence fits."""

Cursor = Query(default=None, max_length=200)


def create(desk: Filrouge) -> FastAPI:
    """The application over an open desk."""
    app = FastAPI(title="filrouge", version=__version__, docs_url=None, redoc_url=None)
    here = Path(__file__).parent
    app.mount("/static", StaticFiles(directory=here / "static"), name="static")
    pages = Environment(
        loader=PackageLoader("filrouge.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def answer(request: Request, template: str, page: Any, status: int = 200) -> Response:
        """The context as JSON where that is asked for, else through its template."""
        if _wants_json(request):
            return JSONResponse(asdict(page), status)
        say = _speech(request)
        html = pages.get_template(template).render(
            page=page, say=say, here=request.url.path, query=request.url.query, languages=LANGUAGES, version=__version__
        )
        response = HTMLResponse(html, status)
        if (asked := request.query_params.get("ui")) in LANGUAGES:
            response.set_cookie("ui", str(asked), max_age=31_536_000, samesite="lax", httponly=True)
        return response

    def problem(request: Request, status: int, title: str, detail: str) -> Response:
        """RFC 9457 for a program, a page for a person."""
        if _wants_json(request):
            body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
            return JSONResponse(body, status, media_type="application/problem+json")
        html = pages.get_template("problem.html").render(
            page=None,
            title=title,
            detail=detail,
            say=_speech(request),
            here=request.url.path,
            query="",
            languages=LANGUAGES,
            version=__version__,
        )
        return HTMLResponse(html, status)

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.exception_handler(FilrougeError)
    async def refused(request: Request, error: FilrougeError) -> Response:
        say = _speech(request)
        if isinstance(error, NotFound):
            return problem(request, 404, say("Not found"), str(error))
        if isinstance(error, UsageError):
            return problem(request, 400, say("That cannot be answered"), str(error))
        return problem(request, 500, say("Something is wrong with the archive"), str(error))

    @app.exception_handler(HTTPException)
    async def unknown(request: Request, error: HTTPException) -> Response:
        return problem(request, error.status_code, str(error.detail), _speech(request)("There is no such page here."))

    @app.get("/", response_class=HTMLResponse)
    def front_page(request: Request) -> Response:
        return answer(request, "front.html", front.front(desk))

    @app.get("/storylines", response_class=HTMLResponse)
    def storylines_page(request: Request, after: str | None = Cursor) -> Response:
        return answer(request, "storylines.html", listings.storylines(desk, after))

    @app.get("/storyline/{id}", response_class=HTMLResponse)
    def storyline_page(request: Request, id: str) -> Response:
        return answer(request, "storyline.html", storyline.storyline(desk, id))

    @app.get("/stories", response_class=HTMLResponse)
    def stories_page(request: Request, after: str | None = Cursor) -> Response:
        return answer(request, "stories.html", listings.stories(desk, after))

    @app.get("/story/{id}", response_class=HTMLResponse)
    def story_page(request: Request, id: str) -> Response:
        return answer(request, "story.html", story.story(desk, id))

    @app.get("/article/{id}", response_class=HTMLResponse)
    def article_page(request: Request, id: str) -> Response:
        return answer(request, "article.html", article.article(desk, id))

    @app.get("/ledger", response_class=HTMLResponse)
    def ledger_page(
        request: Request,
        actor: list[str] = Query(default=[], max_length=4),  # noqa: B008
        status: str | None = Query(default=None, max_length=20),
        after: str | None = Cursor,
    ) -> Response:
        return answer(request, "ledger.html", listings.ledger(desk, tuple(actor), status or None, after))

    @app.get("/search", response_class=HTMLResponse)
    def search_page(
        request: Request, q: str = Query(default="", max_length=LONGEST_QUERY), after: str | None = Cursor
    ) -> Response:
        return answer(request, "search.html", listings.search(desk, q, after))

    @app.get("/about", response_class=HTMLResponse)
    def about_page(request: Request) -> Response:
        return answer(request, "about.html", listings.about(desk))

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> Response:
        return RedirectResponse("/static/thread.svg", 301)

    return app


def _wants_json(request: Request) -> bool:
    """Whether the client prefers JSON; a browser never says so."""
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def _speech(request: Request) -> Speech:
    return speech(
        request.query_params.get("ui"), request.cookies.get("ui"), request.headers.get("accept-language", "")[:200]
    )
