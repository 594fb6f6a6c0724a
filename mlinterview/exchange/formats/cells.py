"""Text in cells of a table, so that no spreadsheet takes it for a formula.

A cell that a spreadsheet would run (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end,
perhaps after blanks) gets an apostrophe in front, as one types it there by hand; so does a cell that
begins with an apostrophe. Taking one apostrophe away gives exactly what was there.
"""

from __future__ import annotations

_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def quoted(text: str) -> str:
    """Return the text of a cell that no spreadsheet runs."""
    if not text:
        return text
    if text.startswith("'"):
        return "'" + text
    first = text.lstrip(" \u00a0\u3000")[:1]
    return "'" + text if text[0] in _DANGEROUS or first in _DANGEROUS else text


def unquoted(cell: str) -> str:
    """Return the text that ``quoted`` was given."""
    return cell.removeprefix("'")
