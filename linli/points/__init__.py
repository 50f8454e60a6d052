"""Points: a volunteer's own wallet and nothing else, and a household's own programme of stars.

Words: point 积分, wallet 积分钱包, movement 积分变动, lot 一笔积分(有到期日), rule 积分规则, offer 回馈, code 兑换码,
cause 互助事项, star 星, household 家庭. Points are earned from the log by dated rules, spent on thanks, given away, or
they expire; they buy no service and no priority, and no list of people by points exists anywhere.
Source: domain notes, mechanisms E3 (党员积分管理, seed 001) and E10 (创十星评十户, seed 002).
"""
