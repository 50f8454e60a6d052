"""Places: the county from its code down to a door (行政区划、网格、小区、楼栋、户室), and what overlaps the tree.

Words: division 行政区划, grid 网格, estate 小区, building 楼栋, dwelling 户室, zone 片区, facility 设施.
Source: GB/T 2260, GB/T 10114 and the NBS division codes; GB/T 34300-2017 for grids. Points are CGCS2000 degrees.
A place is known by its code, and a scope is a prefix of codes: county 6 digits, town 9, community 12, grid 15.
"""
