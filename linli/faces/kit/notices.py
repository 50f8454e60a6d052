"""通知方式 on a page: how somebody is told now, and what their form asks for. Residents and units share it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.channels import push
from linli.faces.kit.problems import explain
from linli.notices import actions
from linli.notices.actions import Who
from linli.notices.errors import NoTelephone, PushRefused
from linli.notices.reads import standing
from linli.notices.rules import Way, parse_quiet
from linli.people.models import Person
from linli.people.rules import masked

AGREED: dict[Way, str | Promise] = {
    Way.PUSH: _(
        "Tell me by push on this phone how my requests go; where an account's phone is not reached, by text message. "
        "Nothing else. I can end it at any time."
    ),
    Way.SMS: _("Tell me by text message how my requests go, and nothing else. I can end it at any time."),
    Way.VISIT: _("Tell me nothing by push or text message; I look for myself."),
}
"""What somebody agrees to by choosing, kept as the wording of the choice."""

DONE: dict[Way, str | Promise] = {
    Way.PUSH: _("Done. This phone tells you when something moves."),
    Way.SMS: _("Done. A text message tells you when something moves."),
    Way.VISIT: _("Done. Nothing is sent any more; what is new stands in the news."),
}


class WayForm(forms.Form):
    """A way, and of push what the browser said of itself."""

    way = forms.ChoiceField(choices=[(way.value, way.value) for way in Way])
    endpoint = forms.CharField(required=False, max_length=push.LONGEST_ENDPOINT)
    p256dh = forms.CharField(required=False, max_length=200)
    auth = forms.CharField(required=False, max_length=60)


def shown(who: Who, *, action: str) -> dict[str, Any]:
    """What the page needs to know; ``action`` is where its forms lead."""
    now = standing(person=who) if isinstance(who, Person) else standing(reporter=who)
    quiet = parse_quiet(settings.LINLI_QUIET_HOURS)
    return {
        "way": now.way.value,
        "phones": now.phones,
        "number": masked(now.number) if now.number else "",
        "key": push.public_key(),
        "quiet": {"since": f"{quiet.since:%H:%M}", "to": f"{quiet.to:%H:%M}"} if quiet else None,
        "action": action,
        "is_staff": isinstance(who, Person) and who.is_staff,
    }


def take(request: HttpRequest, who: Who, *, at: datetime) -> None:
    """Do what the form asks for, and say how it went."""
    form = WayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the ways."))
        return
    said = form.cleaned_data
    way = Way(said["way"])
    agreed: dict[str, Any] = {
        "by": who if isinstance(who, Person) else None,
        "who": who,
        "wording": str(AGREED[way]),
        "language": "en" if (get_language() or "").startswith("en") else "zh-hans",
        "at": at,
    }
    try:
        if way == Way.PUSH:
            actions.subscribe(phone=push.Phone(said["endpoint"], said["p256dh"], said["auth"]), **agreed)
        else:
            actions.choose(way=way, **agreed)
    except (NoTelephone, PushRefused) as error:
        messages.error(request, str(explain(error).text))
    else:
        messages.success(request, str(DONE[way]))
