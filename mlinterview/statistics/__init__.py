"""What a learner's log and cards say of their study: numbers and times, no words and no drawing.

    from mlinterview.statistics.build import build

    build(collection).retention  # true retention of today, the week, the month, the year, all

``log`` holds the reviews as arrays, ``activity`` and ``memory`` count them and the cards; ``parts``
and ``whole`` are the dataclasses that come out, ``document`` and ``records`` the same as plain values.
All is worked out from the log each time: nothing is kept that could go stale.
"""
