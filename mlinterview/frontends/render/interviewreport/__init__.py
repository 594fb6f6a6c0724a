"""The report of an interview: for a terminal, and as a page."""
