"""Organisations: the tree of those who serve a neighbourhood, who holds which post, and what a post may do.

Words: organisation 组织, post 岗位, role 角色, grant 权限, unit link 共建关系. Source: seeds A, B2, B6, B8 of the
domain notes; GB/T 22239-2019 8.1.4.2 (separated powers of administrators, least privilege).
"""
