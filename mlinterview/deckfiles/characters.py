"""Characters that have no place in a deck: they command terminals or deceive readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinterview.deckfiles.outline import Report

# C0 without tab and newline, DEL, C1, bidi controls, line and paragraph separators,
# the private markers that presentations use, and lone surrogates
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ue000\ue001\ud800-\udfff]"
)


def decode(data: bytes) -> str:
    """Return the text of a file; each byte that is not UTF-8 becomes a lone surrogate."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_forbidden(text: str, report: Report) -> str:
    """Return the text with forbidden characters blotted out; each line that has one is reported."""
    if FORBIDDEN.search(text) is None:
        return text
    for number, line in enumerate(text.split("\n"), start=1):
        for name in dict.fromkeys(map(_name, FORBIDDEN.findall(line))):
            if name.startswith("byte"):
                report(number, f"the {name} is not UTF-8", "save the file as UTF-8")
            else:
                report(number, f"the control character {name}", "delete it")
    return FORBIDDEN.sub("\ufffd", text)


def _name(character: str) -> str:
    code = ord(character)
    return f"byte 0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"U+{code:04X}"
