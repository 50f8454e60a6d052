"""What the portal calls things, beside the words of the kit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.matters.reads.public import Promise

PROMISE = {
    Promise.KEPT: _("In time"),
    Promise.LATE: _("Late"),
    Promise.RUNNING: _("Time still running"),
    Promise.NONE: _("No promise"),
}

COLUMNS = {
    "number": _("Its number: six digits of the day and seven that count nothing"),
    "kind_code": _("Code of the kind in the service catalogue"),
    "kind": _("What it is about"),
    "place": _("Town and community; never closer"),
    "unit": _("The unit in charge now"),
    "stage": _("Where it stands"),
    "rounds": _("How often it was handled; more than one: it was sent back or taken up again"),
    "received_on": _("Day on which it was reported"),
    "due_on": _("Day for which the answer is promised"),
    "answered_on": _("Day of the answer of the last round"),
    "closed_on": _("Day on which it was closed"),
    "promise": _("kept: answered in time; late: after it or still open; running: time is left; none: no promise"),
}
