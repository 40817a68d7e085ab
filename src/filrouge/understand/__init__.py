"""Article to names, times, statements, events, counts and memberships."""
