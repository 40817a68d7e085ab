"""filrouge follows a news story over years: who met whom, when, where, according to whom.

>>> import filrouge
>>> desk = filrouge.open("filrouge.db")
>>> [row.title for row in desk.articles().rows]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filrouge.desk.api import Filrouge
    from filrouge.settings import Settings

__version__ = "0.1.0"


def open(db: str | None = None, settings: Settings | None = None) -> Filrouge:
    """Open the database at ``db`` (a path, ``:memory:``, or None for the setting), made on first use.

    The address of a site (``http://127.0.0.1:8000``) opens the archive behind it, to be asked and not changed.
    Raises StoreError where it cannot be opened.
    """
    from filrouge.desk.api import Filrouge
    from filrouge.settings import load
    from filrouge.store import Store

    settings = settings or load(db=db)
    place = db or settings.db
    if place.startswith(("http://", "https://")):
        from filrouge.desk.remote import Remote

        return Remote(place, settings)
    return Filrouge(Store.open(place), settings)
