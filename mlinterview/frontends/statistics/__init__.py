"""Statistics for people: in a terminal, as a page, as an output of a notebook. All front ends share it.

``words`` says the numbers in words, ``svg`` draws, ``activity`` and ``memory`` are the charts,
``page`` puts them on a page, ``terminal`` and ``blocks`` draw with characters.
"""
