"""What leaves the house as a file: the same rows that are shown, in the formats of others. Same rows, same bytes."""
