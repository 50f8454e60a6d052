"""Homes: who lives and owns behind a door, as far as a visit or a vote of owners needs, each line with purpose, ground
and end.

Words: household 住户, occupant 住户成员, care need 关爱需求, ownership 产权, slip 告知单, change request 更正申请,
keeping rule 留存规则. Source: 个人信息保护法 articles 6, 13, 15, 19, 28–31, 45–47, 56; seeds F, A13, N3 of the domain
notes. Nobody notes here that somebody would not open or would not answer.
"""
