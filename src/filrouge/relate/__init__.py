"""Articles to copies, stories, storylines and similar news."""
