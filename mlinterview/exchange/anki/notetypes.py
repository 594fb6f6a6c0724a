"""The two note types that our questions have in Anki."""

from __future__ import annotations

from typing import Any, Final

FIELDS: Final = (
    "Question", "Answer", "Why", "Common mistake", "Go deeper", "Sources", "Topics", "Id",
)  # fmt: skip
"""In this order in the field column; ``Id`` names the question, or the card."""

BASIC_ID: Final = 1_767_225_600_101
CLOZE_ID: Final = 1_767_225_600_102
"""Anki knows a note type by its id; with other fields or templates, a new id is needed."""

MODIFIED: Final = 1_767_225_600
"""Raise it when the style or a template's text changes: Anki takes over what is newer."""

_CSS = """\
.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.5; max-width: 45em;
  margin: 0 auto; text-align: left; color: black; background-color: white; }
pre { overflow-x: auto; padding: 0.5em; background: #8882; }
table { border-collapse: collapse; } th, td { border: 1px solid #8888; padding: 0.2em 0.5em; }
img { max-width: 100%; }
h4 { margin: 1em 0 0.2em; color: #0a7a8a; }
.small { font-size: 80%; opacity: 0.7; }
.cloze { font-weight: bold; color: #0057b8; } .nightMode .cloze { color: lightblue; }
"""

_FURTHER = "".join(
    f"{{{{#{field}}}}}<h4>{field}</h4>{{{{{field}}}}}{{{{/{field}}}}}\n"
    for field in ("Why", "Common mistake", "Go deeper", "Sources")
) + '<p class="small">{{Id}} · {{Topics}}</p>'  # fmt: skip


def note_types() -> dict[str, Any]:
    """Return both note types as schema 11 keeps them, by id."""
    basic = _note_type(
        BASIC_ID, "mlinterview question", 0,
        "{{Question}}", "{{FrontSide}}\n<hr id=answer>\n{{Answer}}\n" + _FURTHER,
    )  # fmt: skip
    cloze = _note_type(
        CLOZE_ID, "mlinterview cloze", 1,
        "{{cloze:Question}}", "{{cloze:Question}}\n{{Answer}}\n" + _FURTHER,
    )  # fmt: skip
    return {str(BASIC_ID): basic, str(CLOZE_ID): cloze}


def _note_type(number: int, name: str, kind: int, front: str, back: str) -> dict[str, Any]:
    template = {
        "name": "Card 1", "ord": 0, "qfmt": front, "afmt": back, "bqfmt": "", "bafmt": "",
        "did": None, "bfont": "", "bsize": 0,
    }  # fmt: skip
    fields = [
        {"name": field, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20,
         "description": "", "media": []}
        for place, field in enumerate(FIELDS)
    ]  # fmt: skip
    return {
        "id": number, "name": name, "type": kind, "mod": MODIFIED, "usn": 0, "sortf": 0,
        "did": None, "tmpls": [template], "flds": fields, "css": _CSS, "latexPre": "",
        "latexPost": "", "latexsvg": False, "req": [[0, "any", [0]]], "vers": [], "tags": [],
    }  # fmt: skip
