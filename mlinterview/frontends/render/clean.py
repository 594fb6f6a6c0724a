"""Takes from untrusted text what could command a terminal or deceive its reader.

Every alternative of the one pattern begins with a character that is itself forbidden, and no replacement holds a
forbidden character: so the result is final after one pass, whatever was removed.
"""

import re

_CONTROL_SEQUENCES = (
    r"(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]?"  # CSI: colours, cursor, modes
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*+(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, ...: with their end
    r"|\x1b[ -/]*+[0-~]?"  # all other escape sequences, also the beginning of an unfinished one
)
_LINE_ENDS = r"\r\n?|[\u2028\u2029]"
_SURROGATES = r"[\ud800-\udfff]"
_UNSEEN = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    r"\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_PATTERN = re.compile(
    f"(?P<end>{_LINE_ENDS})|(?P<lone>{_SURROGATES})|{_CONTROL_SEQUENCES}|{_UNSEEN}"
)


def clean(text: str) -> str:
    """Return `text` without control characters, escape sequences and invisible or direction-changing characters.

    Newline and tab stay; every other line end becomes a newline, a lone surrogate the replacement character.
    The markers of a highlighted span (see `markers`) stay too: the caller keeps untrusted ones out.
    """
    if text.isascii() and text.isprintable():
        return text
    return _PATTERN.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    if match.lastgroup == "end":
        return "\n"
    return "\N{REPLACEMENT CHARACTER}" if match.lastgroup == "lone" else ""
