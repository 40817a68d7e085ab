"""Where everything is kept: tables, migrations, the full-text index, and typed questions over them."""

from filrouge.store.filters import ArticleFilter, LedgerFilter
from filrouge.store.store import Store

__all__ = ["ArticleFilter", "LedgerFilter", "Store"]
