"""What is handed over with a post, in words: on the page of whoever keeps posts and of whoever gets it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HELD: dict[str, str | Promise] = {
    "order": _("Work order signed for"),
    "return": _("Return being decided"),
    "extension": _("Extension asked for"),
    "pause": _("Pause asked for or running"),
    "support": _("Support asked for"),
    "exclusion": _("Asked to be left out of the rates"),
    "refusal": _("Refusal waiting for a second pair of eyes"),
    "admission": _("Application to hand a task down"),
    "whistle": _("Whistle that was blown"),
    "summons": _("Call to a whistle"),
}


def counted(counts: Mapping[str, int]) -> list[tuple[str | Promise, int]]:
    """How many of each kind, with its words."""
    return [(HELD[kind], many) for kind, many in counts.items()]
