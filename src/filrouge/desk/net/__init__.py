"""Asking the web politely: whom it may ask (guard), what hosts ask of us (robots), how often (pace), and the asking."""

from filrouge.desk.net.fetch import Failure, Fetched, Fetcher, Unchanged, Validators

__all__ = ["Failure", "Fetched", "Fetcher", "Unchanged", "Validators"]
