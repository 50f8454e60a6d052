"""Channels: how a message leaves the house and how an address becomes a point. One small protocol each.

``senders`` carry texts to a phone; ``geocoders`` read an address. A deployment names its own by dotted path.
"""
