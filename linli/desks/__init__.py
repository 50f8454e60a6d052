"""Desks: what those who work through a queue keep beside it, and how they help each other not to err.

Words: saved view 常用视图, reply template 答复模板, refusal 不予受理 (proposed 拟办, confirmed 复核), batch 批量办理,
presence 正在处理. Source: a second pair of eyes for refusals as OWASP ASVS 5.0 2.3.5 asks.
"""
