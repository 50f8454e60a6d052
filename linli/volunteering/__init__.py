"""Many hands: who reports in where they live, activities and their hours, and what somebody promised.

Words: report-in 报到, task 报到任务, comment 双考评意见, activity 活动, role 岗位, shift 班次, sign-up 报名,
waiting list 候补, attendance 到场, hours 服务时长, certificate 服务时长证明, team 队伍, pledge 承诺.
People are never ranked or scored here. Source: domain notes, mechanisms E1 to E9 and N1 to N4.
"""
