"""The review in a notebook: a card that is clicked or typed at, or plain cells where there are no widgets.

``quiz.py`` holds what all of them share; ``frontends.py`` says which of them fits where.
"""
