"""Mathematics in TeX as one line of Unicode: for terminals, pipes and screen readers."""

import re

from mlinterview.frontends.render.clean import clean

LIMIT = 4_000
"""Longer formulas are shown as they stand."""

_MARK = re.compile("[\ue000\ue001]")


def to_unicode(tex: str) -> str:
    r"""Return a formula as one readable line: `\frac{TP}{TP+FP}` becomes `TP / (TP + FP)`.

    What is not understood (an unknown command, a brace too many) is shown as TeX, cleaned: a formula is translated as
    a whole or not at all. Bold letters become plain ones. Never raises; the time is bounded by LIMIT and MAX_DEPTH.
    """
    source = " ".join(clean(tex).split())
    if len(source) > LIMIT:
        return source
    from mlinterview.frontends.render.texlayout import join
    from mlinterview.frontends.render.texreader import NotUnderstood, read

    try:
        line = " ".join(clean(join(read(source))).split())
    except NotUnderstood:
        return source
    return line if _MARK.findall(line) == _MARK.findall(source) else source
