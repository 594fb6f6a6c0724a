"""SQL on the databases of Anki's own files."""
