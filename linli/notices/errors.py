"""What can be wrong with how somebody wants to be told."""

from __future__ import annotations


class NoTelephone(ValueError):
    """There is no telephone to send a text message to."""


class PushRefused(ValueError):
    """Not a subscription, or one of a push service that this deployment does not push to."""
