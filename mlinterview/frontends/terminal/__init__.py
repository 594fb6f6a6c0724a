"""The review in a terminal: one key for everything, nothing lost at any moment."""
