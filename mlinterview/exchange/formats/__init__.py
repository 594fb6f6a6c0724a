"""Our own export and import formats, one a module."""
