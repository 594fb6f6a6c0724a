"""The planner in the program: what to study on each day before the interviews.

From the bottom up: ``weights`` (what counts how much), ``candidates`` (the learner's cards as the
planner wants them), ``dayplan`` (today's order, kept for the day), ``agenda`` (a session's queue),
``outlook`` (what ``plan show`` tells), ``setting`` (changing the plan).
"""
