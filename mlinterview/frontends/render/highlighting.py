"""Colours for code, by Pygments. Imported only if there is code in a language that we know."""

from collections.abc import Iterator

from pygments.token import Token

LIMIT = 8_000
"""Longer code stays without colours, as code in other languages does: a lexer's patterns may take long."""

_LANGUAGES = {
    "python": "python", "py": "python", "python3": "python", "pycon": "pycon", "sql": "sql", "bash": "bash",
    "sh": "bash", "shell": "bash", "console": "console", "yaml": "yaml", "yml": "yaml", "json": "json",
    "toml": "toml", "dockerfile": "docker", "docker": "docker", "r": "r", "cpp": "cpp", "c": "c", "rust": "rust",
    "go": "go", "javascript": "javascript", "js": "javascript", "diff": "diff",
    "scala": "scala",
}  # fmt: skip

_STYLES = {
    Token.Comment: "dim italic",
    Token.Keyword: "magenta",
    Token.Operator.Word: "magenta",
    Token.Literal.String: "green",
    Token.Literal.Number: "cyan",
    Token.Name.Builtin: "cyan",
    Token.Name.Function: "bold",
    Token.Name.Class: "bold",
    Token.Name.Tag: "magenta",
    Token.Name.Decorator: "magenta",
    Token.Generic.Deleted: "red",
    Token.Generic.Inserted: "green",
}


def colours(code: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and style of each coloured stretch of `code`; nothing for a language that is not on the list."""
    if language not in _LANGUAGES or len(code) > LIMIT:
        return
    from pygments.lexers import get_lexer_by_name

    for start, exact, value in get_lexer_by_name(_LANGUAGES[language]).get_tokens_unprocessed(code):
        style = next((_STYLES[kind] for kind in reversed(exact.split()) if kind in _STYLES), None)
        if style:
            yield start, start + len(value), style
