"""Matters: what residents say, who answers it by when, and what they thought of the result.

Words: matter 诉求, work order 工单, move 流转, round 轮次, check 核查, rating 评价, reporter 诉求人.
Source: GB/T 30428.8 (收集、立案、派遣、处置、核查、结案), 国办发〔2020〕53号 (受理、派单、办理、答复、评价).
Returns, extensions, pauses, urging and the three rates get files of their own; nothing here stands in for them.
"""
