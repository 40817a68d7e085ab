"""Every listing into a folder of files, whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from filrouge.cli.common import library
from filrouge.cli.output import Format, paged, write
from filrouge.errors import UsageError

if TYPE_CHECKING:
    from filrouge.desk.api import Filrouge

Listing = Callable[["Filrouge"], Iterator[Any]]


def _articles(desk: Filrouge) -> Iterator[Any]:
    """Articles with their text and all that was found in them."""
    return (desk.article(row.id) for row in paged(lambda after, size: desk.articles(after=after, limit=size), None))


LISTINGS: Mapping[str, Listing] = {
    "articles": _articles,
    "stories": lambda desk: paged(lambda after, size: desk.stories(None, after, size), None),
    "storylines": lambda desk: paged(lambda after, size: desk.storylines(None, after, size), None),
    "ledger": lambda desk: paged(lambda after, size: desk.ledger(after=after, limit=size), None),
    "statements": lambda desk: paged(lambda after, size: desk.statements(None, None, after, size), None),
    "counts": lambda desk: iter(desk.counts()),
    "memberships": lambda desk: iter(desk.memberships()),
    "copies": lambda desk: paged(lambda after, size: desk.copies(None, after, size), None),
}
"""What can be exported, by the name of its command; each file is named for it."""


def export(context: typer.Context, folder: str, what: Sequence[str], format: Format) -> None:
    """Write every listing, whole, to a folder: one file each. Raises UsageError."""
    unknown = [name for name in what if name not in LISTINGS]
    if unknown or format is Format.table:
        asked = f"listing {unknown[0]!r}" if unknown else "file of the format table"
        raise UsageError(f"There is no {asked}: choose of {', '.join(LISTINGS)}, as jsonl, json or csv.")
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with library(context) as desk:
            for name in what or LISTINGS:
                target = place / f"{name}.{format.value}"
                part = target.with_name(f".{target.name}.part")
                with part.open("w", encoding="utf-8", newline="") as out:
                    write(LISTINGS[name](desk), format, (), out)
                part.replace(target)  # whoever reads the folder meanwhile sees whole files only
                typer.echo(str(target))
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from error
