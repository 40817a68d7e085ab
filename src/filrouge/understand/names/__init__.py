"""Step 4: mentions of people, organisations, states and places, linked to entities."""

from filrouge.understand.names.link import names

__all__ = ["names"]
