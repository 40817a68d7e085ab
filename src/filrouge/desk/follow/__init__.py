"""Following feeds: which, how they are doing, and what is new in them."""
