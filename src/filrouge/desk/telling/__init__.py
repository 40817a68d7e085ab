"""What is told of several articles at once: exports, snapshots, summaries, comparisons, timelines."""
