"""Colours of the charts, for light and dark grounds.

Text has a contrast of at least 4.5 on either (WCAG 2.2, 1.4.3). Colours that stand beside each other
differ in lightness, and no chart relies on them: all have a legend, tips and a table of the numbers.
"""

LIGHT = {
    "ground": "#f6f7f9", "card": "#ffffff", "line": "#dfe3e9", "text": "#1b2330", "quiet": "#566072",
    "main": "#3563c9", "light": "#9db8ee", "band": "#d5e1f9", "aim": "#a2600a",
    "again": "#c8472f", "hard": "#e0a33a", "good": "#3f9168", "easy": "#3563c9",
    "shade0": "#e6e9ee", "shade1": "#bcd3f7", "shade2": "#7fa8ec", "shade3": "#3f72d4",
    "shade4": "#1c4293",
}  # fmt: skip
DARK = {
    "ground": "#11151b", "card": "#191f28", "line": "#2e3744", "text": "#e5e9f0", "quiet": "#a3adbc",
    "main": "#7ba3f5", "light": "#3b5c9e", "band": "#263a63", "aim": "#e3ac54",
    "again": "#e7745c", "hard": "#e5b45c", "good": "#5fb58b", "easy": "#7ba3f5",
    "shade0": "#262d38", "shade1": "#25427a", "shade2": "#3a66b8", "shade3": "#6b98ee",
    "shade4": "#b3cdfb",
}  # fmt: skip
PAPER = {**LIGHT, "ground": "#ffffff", "text": "#111111", "quiet": "#4a5260"}

_NOTEBOOKS_LIGHT = "[data-jp-theme-light=true], .vscode-light, html[theme=light], body.light"
_NOTEBOOKS_DARK = (
    "[data-jp-theme-light=false], .vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light), "
    "html[theme=dark], body.dark"
)
"""How JupyterLab, VS Code, Colab and marimo tell that they are light or dark."""


def for_page() -> str:
    """Return a style sheet with the colours of a page: as the reader's system is, and for paper."""
    return (
        f".mlq-stats{{{_declared(LIGHT)}}}\n"
        f"@media (prefers-color-scheme:dark){{.mlq-stats{{{_declared(DARK)}}}}}\n"
        f"@media print{{.mlq-stats{{{_declared(PAPER)}}}}}\n"
    )


def for_notebook() -> str:
    """Return a style sheet with the colours of an output: as the notebook is, else the system."""
    light, dark = _declared(LIGHT), _declared(DARK)
    return (
        f".mlq-stats{{{light}}}\n@media (prefers-color-scheme:dark){{.mlq-stats{{{dark}}}}}\n"
        f":is({_NOTEBOOKS_LIGHT}) .mlq-stats{{{light}}}\n"
        f":is({_NOTEBOOKS_DARK}) .mlq-stats{{{dark}}}\n"
    )


def _declared(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())
