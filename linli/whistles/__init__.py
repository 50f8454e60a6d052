"""Whistles: grid, community and street call departments to the spot, and both sides say how it went.

Words: whistle 吹哨, summons 哨单, cause 吹哨事由, sign 签收, contact 联系, arrive 报到, refusal 拒哨, chase 催报到,
rating 评部门, verdict 评哨. Source: 北京 "街乡吹哨、部门报到" (three legal causes), limits of 南京鼓楼 (domain notes,
吹哨规则; mechanisms B5, C2, C7, P3).
"""
