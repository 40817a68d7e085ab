"""Where the articles come from: outlets, and the feeds that are followed with their health."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.tell import feed_rows, rows


@dataclass(frozen=True, slots=True)
class SourcesPage:
    outlets: tuple[rows.OutletRow, ...]
    feeds: tuple[feed_rows.FeedRow, ...]


def sources(desk: Filrouge) -> SourcesPage:
    return SourcesPage(desk.outlets(), desk.follow_list())
