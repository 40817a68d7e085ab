"""Commands that ask: every one lists typed rows and changes nothing."""

from __future__ import annotations

import sys
from typing import Annotated, get_args

import typer

from filrouge.cli.common import (
    FormatOption,
    LimitOption,
    SinceOption,
    UntilOption,
    event_types,
    first_day,
    last_day,
    library,
    one_of,
    pasted,
    reference,
)
from filrouge.cli.output import paged, write
from filrouge.errors import UsageError
from filrouge.records import Status

Id = Annotated[str, typer.Argument(help="The id, or the beginning of it that fits no other.")]
ActorOption = Annotated[
    list[str] | None, typer.Option("--actor", help="A name or id; given again, all of them must take part.")
]

ARTICLES = ("id", "published", "outlet", "language", "role", "title")
EXPLAINED = ("what", "found", "why", "text")
VERSIONS = ("version", "seen", "current", "title", "added", "removed", "words")
STORIES = ("id", "first", "last", "independent_sources", "title", "articles")
STORYLINES = ("id", "first", "last", "articles", "title", "actors")
LEDGER = ("id", "date", "type", "mode", "status", "participants", "place", "independent_sources")
AGAINST = ("verdict", "line", "date", "people", "entry", "entry_date", "entry_place", "why")
WHY = ("article", "published", "outlet", "how", "probability", "mean", "why")
LINEAGE = ("article", "published", "outlet", "of", "kind", "credited", "dropped", "changed")
HITS = ("id", "score", "published", "outlet", "title", "why")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (
        articles, article, explain, stories, story, storylines, storyline, ledger, counts, memberships, statements,
        copies, similar, search, actors, outlets, doctor,
    ):  # fmt: skip
        app.command()(command)
    app.command()(stage)


def articles(
    context: typer.Context,
    role: Annotated[str | None, typer.Option(help="lead, child, teaser or entry.")] = None,
    language: Annotated[str | None, typer.Option(help="A BCP 47 code, such as fr.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet's name, as rows write it.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only those that mention this name or id.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
) -> None:
    """List the articles, newest first."""
    with library(context) as desk:
        from filrouge.desk.api import ArticleFilter

        where = ArticleFilter(
            role=role, language=language, outlet=outlet, actor=actor, since=first_day(since), until=last_day(until)
        )
        write(paged(lambda after, size: desk.articles(where, after, size), limit), format, ARTICLES)


def article(
    context: typer.Context,
    id: Id,
    versions: Annotated[bool, typer.Option("--versions", help="List what it was before, and what changed.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the changes line by line.")] = False,
    format: FormatOption = None,
) -> None:
    """Show one article with all that was found in it, or how it changed."""
    with library(context) as desk:
        if diff:
            typer.echo(desk.difference(id) or "It has not changed.")
        elif versions:
            write(desk.versions(id), format, VERSIONS)
        else:
            write([desk.article(id)], format, (*ARTICLES, "text"))


def explain(
    context: typer.Context,
    id: Id,
    what: Annotated[
        list[str] | None,
        typer.Option(
            "--what", help="Only these: published, event, no-event, statement, time, name; may be given again."
        ),
    ] = None,
    format: FormatOption = None,
) -> None:
    """Tell why each event, date, speaker and name of an article came out as it did, and what asserts nothing."""
    kinds = ("published", "event", "no-event", "statement", "time", "name")
    if unknown := [w for w in what or () if w not in kinds]:
        raise UsageError(f"{unknown[0]!r} is nothing that is explained: choose of {', '.join(kinds)}.")
    with library(context) as desk:
        write([row for row in desk.explain(id) if not what or row.what in what], format, EXPLAINED)


def stories(context: typer.Context, limit: LimitOption = None, format: FormatOption = None) -> None:
    """List the stories, latest first."""
    with library(context) as desk:
        write(paged(lambda after, size: desk.stories(None, after, size), limit), format, STORIES)


def story(
    context: typer.Context,
    id: Id,
    why: Annotated[bool, typer.Option("--why", help="Say of each of its articles why it is in it.")] = False,
    format: FormatOption = None,
) -> None:
    """Show one story, or why its articles are in it."""
    with library(context) as desk:
        if why:
            write(desk.story_why(id), format, WHY)
        else:
            write([desk.story(id)], format, STORIES)


def storylines(
    context: typer.Context,
    actor: Annotated[str | None, typer.Option(help="Only those led by this name or id.")] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
) -> None:
    """List the storylines, latest first."""
    with library(context) as desk:
        write(paged(lambda after, size: desk.storylines(actor, after, size), limit), format, STORYLINES)


def storyline(context: typer.Context, id: Id, format: FormatOption = None) -> None:
    """Show one storyline."""
    with library(context) as desk:
        write([desk.storyline(id)], format, STORYLINES)


def ledger(
    context: typer.Context,
    actor: ActorOption = None,
    type: Annotated[str | None, typer.Option(help="A PLOVER type, such as CONSULT or SANCTION.")] = None,
    status: Annotated[str | None, typer.Option(help="announced, held, cancelled or denied.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="Weigh it against a CSV of known encounters: date, people, place, mode."),
    ] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
) -> None:
    """List the ledger's events, latest first, with their evidence and disputes."""
    with library(context) as desk:
        from filrouge.desk.api import LedgerFilter

        first, last = first_day(since), last_day(until)
        if first and last and first > last:
            raise UsageError(f"--since {since} is after --until {until}: no event is in between.")
        kind, state = one_of("--type", type, event_types()), one_of("--status", status, get_args(Status))
        where = LedgerFilter(actors=tuple(actor or ()), type=kind, status=state, since=first, until=last)
        if against is not None:
            write(desk.against(reference(against), where)[:limit], format, AGAINST)
        else:
            write(paged(lambda after, size: desk.ledger(where, after, size), limit), format, LEDGER)


def counts(context: typer.Context, actor: ActorOption = None, format: FormatOption = None) -> None:
    """List how often people met, according to the articles, and whether that adds up."""
    with library(context) as desk:
        write(desk.counts(actor or ()), format, ("participants", "count", "low", "high", "since", "modes", "verdict"))


def memberships(
    context: typer.Context,
    organisation: Annotated[str | None, typer.Option(help="Only of organisations whose name holds this.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Who belonged on this day (2023-03-20); whoever did not is left out.")
    ] = None,
    format: FormatOption = None,
) -> None:
    """List who belongs to which organisation since when."""
    with library(context) as desk:
        columns = ("organisation", "member", "since", "until", *(("belongs",) if on else ()), "evidence")
        write(desk.memberships(organisation, last_day(on)), format, columns)


def statements(
    context: typer.Context,
    speaker: Annotated[str | None, typer.Option(help="Only what this name or id said.")] = None,
    article: Annotated[str | None, typer.Option(help="Only in this article.")] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
) -> None:
    """List who said what, and who relayed it."""
    with library(context) as desk:
        given = paged(lambda after, size: desk.statements(speaker, article, after, size), limit)
        write(given, format, ("article", "speaker", "cue", "relayed_by", "text"))


def copies(
    context: typer.Context,
    article: Annotated[str | None, typer.Option(help="Only of this article, both ways.")] = None,
    story: Annotated[
        str | None, typer.Option(help="Of this story: who first, who took it from whom, what changed.")
    ] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
) -> None:
    """List which article copies, translates or excerpts which."""
    if story is not None and article is not None:
        raise UsageError("Give --article or --story, not both.")
    with library(context) as desk:
        if story is not None:
            write(desk.lineage(story)[:limit], format, LINEAGE)
            return
        given = paged(lambda after, size: desk.copies(article, after, size), limit)
        write(given, format, ("article", "of", "kind", "confidence", "why"))


def similar(
    context: typer.Context,
    id: Annotated[str | None, typer.Argument(help="The article's id, or its beginning.")] = None,
    text: Annotated[
        str | None, typer.Option("--text", help="Beside the text in this file instead, or - for standard input.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Of that text; else it is guessed.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 10,
    format: FormatOption = None,
) -> None:
    """List what else to read beside an article, or a text of yours, with the reason."""
    if (id is None) == (text is None):
        raise UsageError("Give the id of an article, or --text FILE (- for standard input).")
    with library(context) as desk:
        if text is not None:
            write(desk.similar_text(pasted(text), language=language, limit=limit), format, HITS)
        else:
            write(desk.similar(id or "", limit), format, HITS)


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help='Words; "in double quotes" where they must follow each other.')],
    language: Annotated[str | None, typer.Option(help="Only articles in this language.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    format: FormatOption = None,
) -> None:
    """Find articles that hold every word, best first."""
    with library(context) as desk:
        from filrouge.desk.api import ArticleFilter

        where = ArticleFilter(language=language, since=first_day(since), until=last_day(until))
        write(paged(lambda after, size: desk.search(query, where, after, size), limit), format, HITS)


def actors(
    context: typer.Context,
    kind: Annotated[str | None, typer.Option(help="person, organisation or state.")] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
) -> None:
    """List people, organisations and states, most spoken of first."""
    with library(context) as desk:
        write(paged(lambda after, size: desk.actors(kind, after, size), limit), format)


def outlets(context: typer.Context, format: FormatOption = None) -> None:
    """List the outlets, with how much of what they publish is copied."""
    with library(context) as desk:
        write(desk.outlets(), format)


def doctor(context: typer.Context, format: FormatOption = None) -> None:
    """Say what is installed, how large the database is and what waits to be done."""
    with library(context) as desk:
        write(desk.doctor(), format)


def stage(
    name: Annotated[str, typer.Argument(help="names, times, statements, events, counts, memberships or read.")],
) -> None:
    """Run one step alone: JSON Lines of {text, language, published} in, the same and what was found out."""
    import json

    from filrouge.desk.stages import stage as run_stage

    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    refused = False
    for answer in run_stage(name, lines):
        refused |= "error" in answer
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    raise typer.Exit(1 if refused else 0)
