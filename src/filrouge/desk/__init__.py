"""The shell that does things: ingest and the library interface."""
