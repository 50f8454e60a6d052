"""Channels: how a message leaves the house, and how far it is to walk. One small protocol each.

``senders`` carry texts to a phone, ``push`` a few words to its browser, ``posting`` JSON to another system; ``walking``
asks a routing engine.
"""
