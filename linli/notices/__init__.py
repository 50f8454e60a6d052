"""Notices: somebody is told when something moves in what they said: by web push, by text message, else when they look.

A choice (通知方式) is how somebody wants to be told; a subscription (推送订阅) is one phone that push reaches; a notice
(通知) is one thing that one of them is told, made of one row of the log. Source: PIPL articles 13 and 15 (consent,
taken back at any time); GB/T 33358-2016 (people are told of acceptance, result and delay).
"""
