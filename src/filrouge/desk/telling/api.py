"""The part of the library that tells of several articles at once; `filrouge.desk.api.Filrouge` has it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from filrouge.desk.telling.export import EVERY_ENTRY, Exporting
from filrouge.errors import NotFound
from filrouge.store import LedgerFilter
from filrouge.tell.against import against, read
from filrouge.tell.told_rows import AgainstRow
from filrouge.text.normalise import fold


class Telling(Exporting):
    """Summaries, comparisons, checks."""

    def against(self, reference: str, where: LedgerFilter = EVERY_ENTRY) -> tuple[AgainstRow, ...]:
        """The encounters of the ledger against those of a CSV (date, people, place, mode). Raises UsageError."""
        from filrouge.data import actors
        from filrouge.data.places import Places

        table, places = actors.load(), Places()

        @cache
        def person(name: str) -> str:
            """The id: of somebody known here, else of the tables, else one of the name's own."""
            try:
                return self.store.findings.actor(name)
            except NotFound:
                found = table.named(name) or table.surname(name)
                return found[0].id if len(found) == 1 else f"local:{fold(name)}"

        known = read(reference)
        whole = replace(self._ledger_where(where), type=where.type or "CONSULT")
        entries = (e for page in self._ledger_pages(whole) for e in page)
        return against(known, entries, person, cache(lambda name: places.find(name)))
