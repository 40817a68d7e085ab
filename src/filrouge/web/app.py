"""The site: each address gives one context, as a page to a browser and as JSON to a program."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from pydantic import StringConstraints
from starlette.exceptions import HTTPException

from filrouge import __version__
from filrouge.desk.api import Filrouge
from filrouge.errors import FilrougeError, NotFound, UsageError
from filrouge.web import api, links
from filrouge.web.answers import HEADERS, Answers, Unchanged, read_speech
from filrouge.web.pages import (
    about,
    actor,
    article,
    channels,
    compare,
    front,
    ledger,
    listings,
    organisation,
    pair,
    place,
    search,
    sources,
    statements,
    story,
    storyline,
)

THREADS = 8
"""That make pages: some may wait for the disk while two work."""
LONGEST_QUERY = 400
"""Characters; a pasted sentence fits."""

After = Query(default=None, max_length=200, description="The `next` of the page before.")
Words = Query(default="", max_length=LONGEST_QUERY, description="Words, phrases, -words, outlet: lang: year: …")
Ending = Literal["atom", "json"]
Name = Annotated[str, StringConstraints(max_length=200)]


def _filters(
    actor: Annotated[list[Name], Query(max_length=4, description="Ids or names; all of them take part.")] = [],  # noqa: B006
    type: str | None = Query(default=None, max_length=20, description="A PLOVER type: CONSULT, AGREE, …"),
    status: str | None = Query(default=None, max_length=20, description="announced, held, cancelled or denied"),
    mode: str | None = Query(default=None, max_length=20, description="in-person, video or phone"),
    country: str | None = Query(default=None, max_length=20, description="ISO 3166-1 alpha-2"),
    since: str | None = Query(default=None, max_length=20, description="A day, a month or a year"),
    until: str | None = Query(default=None, max_length=20, description="A day, a month or a year"),
) -> ledger.Filters:
    """What the ledger can be narrowed by; what is left empty in the form narrows nothing."""
    people = tuple(a for a in actor if a.strip())
    return ledger.Filters(people, type or None, status or None, mode or None, country or None, since or None,
                          until or None)  # fmt: skip


Filtered = Annotated[ledger.Filters, Depends(_filters)]


@dataclass(frozen=True, slots=True)
class Problem:
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


def create(desk: Filrouge) -> FastAPI:
    """The application over an open desk."""
    app = FastAPI(title="filrouge", version=__version__, docs_url=None, redoc_url=None, lifespan=_settled)
    app.router.route_class = _seeing_one_state(desk)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    answers = Answers()
    page = answers.page
    _guard(app, answers)
    _feeds(app, desk, answers)
    api.add(app, desk, _REFUSED)

    @app.get("/", **_as(front.FrontPage))
    def front_page(request: Request) -> Response:
        return page(request, "front.html", front.front(desk), "/ledger")

    @app.get("/storylines", **_as(listings.StorylinesPage))
    def storylines_page(request: Request, after: str | None = After) -> Response:
        return page(request, "storylines.html", listings.storylines(desk, after))

    @app.get("/storyline/{id}", **_as(storyline.StorylinePage))
    def storyline_page(request: Request, id: str) -> Response:
        found = storyline.storyline(desk, id)
        return page(request, "storyline.html", found, f"/storyline/{found.storyline.id}")

    @app.get("/stories", **_as(listings.StoriesPage))
    def stories_page(request: Request, after: str | None = After) -> Response:
        return page(request, "stories.html", listings.stories(desk, after))

    @app.get("/story/{id}", **_as(story.StoryPage))
    def story_page(request: Request, id: str) -> Response:
        return page(request, "story.html", story.story(desk, id))

    @app.get("/article/{id}", **_as(article.ArticlePage))
    def article_page(request: Request, id: str) -> Response:
        return page(request, "article.html", article.article(desk, id))

    @app.get("/article/{id}/versions", **_as(compare.VersionsPage))
    def versions_page(request: Request, id: str) -> Response:
        return page(request, "versions.html", compare.versions(desk, id))

    @app.get("/compare/{id}", **_as(compare.ComparePage))
    def compare_page(request: Request, id: str) -> Response:
        return page(request, "compare.html", compare.compare(desk, id))

    @app.get("/ledger", **_as(ledger.LedgerPage))
    def ledger_page(request: Request, filters: Filtered, after: str | None = After) -> Response:
        return page(request, "ledger.html", ledger.ledger(desk, filters, after), "/ledger")

    @app.get("/entry/{id}", **_as(ledger.EntryPage))
    def entry_page(request: Request, id: str) -> Response:
        return page(request, "entry.html", ledger.entry(desk, id))

    @app.get("/actors", **_as(actor.ActorsPage))
    def actors_page(
        request: Request, kind: Literal["person", "organisation", "state"] | None = None, after: str | None = After
    ) -> Response:
        return page(request, "actors.html", actor.actors(desk, kind, after))

    @app.get("/actor/{id}", **_as(actor.ActorPage))
    def actor_page(request: Request, id: str) -> Response:
        found = actor.actor(desk, id)
        return page(request, "actor.html", found, links.actor(found.actor.id))

    @app.get("/pair", include_in_schema=False)
    def choose_pair(one: str = Query(max_length=200), other: str = Query(max_length=200)) -> Response:
        return RedirectResponse(links.pair(desk.actor(one).id, desk.actor(other).id), 303)

    @app.get("/pair/{one}/{other}", **_as(pair.PairPage))
    def pair_page(request: Request, one: str, other: str) -> Response:
        found = pair.pair(desk, one, other)
        return page(request, "pair.html", found, links.pair(*(a.id for a in found.pair)))

    @app.get("/place/{country}", **_as(place.PlacePage))
    def country_page(request: Request, country: str, after: str | None = After) -> Response:
        return page(request, "place.html", place.place(desk, country, None, after))

    @app.get("/place/{country}/{name:path}", **_as(place.PlacePage))
    def place_page(request: Request, country: str, name: str, after: str | None = After) -> Response:
        return page(request, "place.html", place.place(desk, country, name, after))

    @app.get("/organisation/{id}", **_as(organisation.OrganisationPage))
    def organisation_page(request: Request, id: str, on: str | None = Query(default=None, max_length=10)) -> Response:
        return page(request, "organisation.html", organisation.organisation(desk, id, on))

    @app.get("/statements", **_as(statements.StatementsPage))
    def statements_page(
        request: Request, speaker: str | None = Query(default=None, max_length=200), after: str | None = After
    ) -> Response:
        return page(request, "statements.html", statements.statements(desk, speaker or None, after))

    @app.get("/sources", **_as(sources.SourcesPage))
    def sources_page(request: Request) -> Response:
        return page(request, "sources.html", sources.sources(desk))

    @app.get("/search", **_as(search.SearchPage))
    def search_page(request: Request, q: str = Words, newest: bool = False, after: str | None = After) -> Response:
        found = search.search(desk, q, newest, after)
        return page(request, "search.html", found, "/search" if found.query else None)

    @app.get("/about", **_as(about.AboutPage))
    def about_page(request: Request) -> Response:
        return page(request, "about.html", about.about(desk))

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> Response:
        return RedirectResponse("/static/thread.svg", 301)

    return app


@asynccontextmanager
async def _settled(app: FastAPI) -> AsyncIterator[None]:
    """More threads than that wait for each other and for connections to the database; requests queue instead.

    What was loaded until now stays: looking through it for garbage again and again holds a page up by a tenth of a
    second.
    """
    current_default_thread_limiter().total_tokens = THREADS
    gc.freeze()
    yield
    gc.unfreeze()


def _seeing_one_state(desk: Filrouge) -> type[APIRoute]:
    """Routes whose page is told from one state of the database, whatever is taken in meanwhile."""

    known = Unchanged()

    class Route(APIRoute):
        def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
            @wraps(endpoint)
            def answer(*args: Any, **kwargs: Any) -> Any:
                database, request = desk.store.database, kwargs.get("request")
                with database.snapshot():
                    if request is None:
                        return endpoint(*args, **kwargs)
                    return known.answer(request, database.state(), lambda: endpoint(*args, **kwargs))

            super().__init__(path, answer, **options)

    return Route


def _feeds(app: FastAPI, desk: Filrouge, answers: Answers) -> None:
    """Declared before the pages: an id ends where ".atom" or ".json" begins."""
    described: dict[str, Any] = {"response_class": Response, "responses": _REFUSED, "tags": ["feeds"]}

    @app.get("/search.{ending}", **described)
    def search_feed(request: Request, ending: Ending, q: str = Words) -> Response:
        return answers.feed(request, channels.search(desk, read_speech(request), q), ending)

    @app.get("/storyline/{id}.{ending}", **described)
    def storyline_feed(request: Request, id: str, ending: Ending) -> Response:
        return answers.feed(request, channels.storyline(desk, id), ending)

    @app.get("/actor/{id}.{ending}", **described)
    def actor_feed(request: Request, id: str, ending: Ending) -> Response:
        return answers.feed(request, channels.actor(desk, read_speech(request), id), ending)

    @app.get("/pair/{one}/{other}.{ending}", **described)
    def pair_feed(request: Request, one: str, other: str, ending: Ending) -> Response:
        return answers.feed(request, channels.pair(desk, read_speech(request), one, other), ending)

    @app.get("/ledger.{ending}", **described)
    def ledger_feed(request: Request, ending: Ending, filters: Filtered) -> Response:
        return answers.feed(request, channels.ledger(desk, read_speech(request), filters), ending)


def _guard(app: FastAPI, answers: Answers) -> None:
    """What goes with every answer, and what becomes of errors."""

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        asked = request.method
        if asked == "HEAD":  # as GET, but for the body
            request.scope["method"] = "GET"
        response = await call_next(request)
        if asked == "HEAD":
            response = Response(status_code=response.status_code, headers=dict(response.headers))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.exception_handler(FilrougeError)
    async def refused(request: Request, error: FilrougeError) -> Response:
        say = read_speech(request)
        if isinstance(error, NotFound):
            return answers.problem(request, 404, say("Not found"), str(error))
        if isinstance(error, UsageError):
            return answers.problem(request, 400, say("That cannot be answered"), str(error))
        return answers.problem(request, 500, say("Something is wrong with the archive"), str(error))

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        """A fault of ours: the server's log has the trace, the reader a clear page."""
        say = read_speech(request)
        return answers.problem(request, 500, say("Something went wrong"), say("The fault is ours, and is in the log."))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        say = read_speech(request)
        told = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors()[:5])
        return answers.problem(request, 422, say("That cannot be answered"), told)

    @app.exception_handler(HTTPException)
    async def unknown(request: Request, error: HTTPException) -> Response:
        detail = read_speech(request)("There is no such page here.") if error.status_code == 404 else str(error.detail)
        response = answers.problem(request, error.status_code, str(error.detail), detail)
        response.headers.update(error.headers or {})
        return response


_PROBLEM = {"model": Problem, "content": {"application/problem+json": {}, "text/html": {}}}
_REFUSED: dict[int | str, dict[str, Any]] = {status: {**_PROBLEM} for status in (400, 404, 422)}


def _as(model: type[Any]) -> dict[str, Any]:
    """What OpenAPI says of a page: its context as JSON, or HTML."""
    page = {"model": model, "content": {"text/html": {}}, "description": (model.__doc__ or "").split("(")[0]}
    return {"response_class": JSONResponse, "responses": {200: page, **_REFUSED}}
