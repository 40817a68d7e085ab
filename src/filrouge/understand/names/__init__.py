"""Step 4: mentions of people, organisations, states and places, linked to entities."""

from filrouge.understand.names.link import names
from filrouge.understand.names.tenures import tenures

__all__ = ["names", "tenures"]
