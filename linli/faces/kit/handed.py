"""What is handed over with a post, in words: on the page of whoever keeps posts and of whoever gets it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import in_language
from linli.faces.kit.words import ROLE
from linli.orgs.models import Handed, Role

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
    "supervision": _("Reply that a unit below owes"),
    "need": _("Need on the list"),
    "claim": _("Promise to deliver for a need"),
    "booking": _("Resource that was booked"),
    "service": _("Service order that was accepted"),
    "group_day": _("Day of services being planned"),
    "activity": _("Activity being led"),
    "task": _("Task for those who reported in"),
    "circular": _("Circular being prepared"),
}


def whence(row: Handed) -> str:
    """From whom something came, and by which post: 演示小管（昆山市城管局 部门经办）."""
    if row.post is None:
        return str(row.sender)
    unit = in_language(row.post.organisation.name, row.post.organisation.name_en)
    return _("%(person)s (%(post)s)") % {"person": row.sender, "post": f"{unit} {ROLE[Role(row.post.role)]}"}


def counted(counts: Mapping[str, int]) -> list[tuple[str | Promise, int]]:
    """How many of each kind, with its words."""
    return [(HELD[kind], many) for kind, many in counts.items()]
