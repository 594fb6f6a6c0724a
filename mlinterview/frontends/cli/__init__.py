"""The ``mlinterview`` program: one file per command."""
