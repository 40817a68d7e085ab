"""The pages: one typed context each; HTML and JSON render the same context."""
