"""Run learners' programs against a question's tests, each in a process of its own.

``runner`` (in our process) starts ``referee`` (tests), which starts ``player`` (the learner's code)
inside what the platform offers of a sandbox. ``wire`` is all that passes between the two.
"""
