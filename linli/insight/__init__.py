"""Insight: what the figures of many matters say. Reads and never decides; units and services are measured, no person.

Words: rates (三率), ranking of units in bands, red and black list (红黑榜), monthly circular (通报).
Circle (生活圈): walks to facilities, and where new ones would help most.
Alone may import ibis, duckdb, pyspark, sklearn and highspy; does without them as long as the database answers in time.
Source: GB/T 30428.4 (performance), 三率 and 月排名 of 接诉即办 (domain notes, section 3).
"""
