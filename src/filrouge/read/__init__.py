"""Bytes to articles."""

from filrouge.read.detect import Detected, detect
from filrouge.read.lines import records
from filrouge.read.reader import read

__all__ = ["Detected", "detect", "read", "records"]
