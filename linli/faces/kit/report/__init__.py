"""The report sheet that residents and field workers share: photos, a guessed place, a guessed kind, 发送.

A face wears it with its own page, gate and sending: ``sheet`` reads what was filled in and says what a page of it
shows, ``forms`` checks the shape, ``choices`` and ``place`` hold what there is to choose from.
"""
