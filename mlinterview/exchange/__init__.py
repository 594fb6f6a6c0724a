"""Exports and imports: the formats, and how a file's content gets into a collection."""
