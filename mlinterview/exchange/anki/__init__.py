"""Anki's packages, ``.apkg`` and ``.colpkg``, in both directions."""
