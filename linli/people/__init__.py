"""People: one account for everybody, how they sign in, what they agreed to, who looked at their data.

Words: person 人员, consent 同意, look 查看记录, purpose 用途. Source: PIPL articles 6, 14, 15, 29, 44-47, 51;
GB/T 22239-2019 8.1.4.1. Residents are never scored, ranked or profiled here or anywhere above.
"""
