"""Duties: who answers for what, how fast, and when it counts as done.

Words: kind 事项类别, catalogue 派单目录, row 目录条目, limit 时限, routing rule 派单规则, duty list 职责清单.
Source: GB/T 30428.2-2013 and 30428.8 (parts, incidents, limits), GB/T 39666-2020 (hotline kinds), the dated
catalogues that cities publish. A street changes them as dated rows, never in code.
"""
