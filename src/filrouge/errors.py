"""What can go wrong, as a tree.

    FilrougeError                 every error of ours; its text is one sentence for a person
    ├── UsageError                the question is not one that can be answered (exit 2)
    │   ├── NotFound              no such article, story, storyline, entry, step or setting
    │   └── Ambiguous             an id's prefix fits several
    ├── StoreError                the database cannot be opened, is of a later version, or is locked
    ├── DataError                 a table shipped with the program, or given to it, is broken
    └── MissingPart               an optional part is not installed; the text says how to install it

A bad input is none of these: it is a `records.Refusal`, a value.
"""

from __future__ import annotations


class FilrougeError(Exception):
    """Every error of ours; its text is one sentence for a person: what, where, what to do."""


class UsageError(FilrougeError):
    """The question is not one that can be answered."""


class NotFound(UsageError):
    """No such article, story, storyline, entry, step or setting."""


class Ambiguous(UsageError):
    """An id's prefix fits several."""


class StoreError(FilrougeError):
    """The database cannot be opened, is of a later version, or is locked."""


class DataError(FilrougeError):
    """A table shipped with the program, or given to it, is broken."""


class MissingPart(FilrougeError):
    """An optional part is not installed."""
