"""What a notice says: the number, what happened, where to look. Nobody's name, and nothing of what was said.

It is read on lock screens and by whoever holds the phone; of a private matter it says only that something moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from linli.commons.models import Booking, GroupDay, ServiceOrder
from linli.duties.reads import catalogue
from linli.matters.rules import DeclineReason
from linli.notices.models import ABOUT, Notice
from linli.notices.rules import Told
from linli.volunteering.models.activities import Shift
from linli.volunteering.models.reporting import ReportIn

DOOR_TO_KNOCK_AT = {
    DeclineReason.NOT_A_REQUEST: _("Your community's desk will gladly hear it."),
    DeclineReason.OUTSIDE_COUNTY: _("Please call 12345 of the place where it is."),
    DeclineReason.IN_COURT: _("The court that hears the case answers for it; court hotline 12368."),
    DeclineReason.IN_PETITION: _("The petition office that took it on answers for it."),
    DeclineReason.TOO_LITTLE_SAID: _("Report it again with the place and what is wrong; a photo helps."),
    DeclineReason.AGAINST_LAW: _("Legal advice is free of charge at 12348."),
}
"""Where somebody turns whose matter is not taken on, by the reason."""

SAYS = {
    Told.ACCEPTED: _("Your report %(number)s is accepted. It is answered by %(when)s."),
    Told.DECLINED: _("Your report %(number)s is not taken on. %(door)s"),
    Told.EXTENDED: _("The time for your report %(number)s was extended to %(when)s. Open it for the reason."),
    Told.PAUSED: _("The time for your report %(number)s stands still. %(cause)s"),
    Told.RESUMED: _("The time for your report %(number)s runs again. It is answered by %(when)s."),
    Told.ANSWERED: _("Your report %(number)s is answered. Please say whether it is solved."),
    Told.CLOSED: _("Your report %(number)s was checked and closed. You can still say whether it is solved."),
    Told.REOPENED: _("Your report %(number)s was taken up again. It is answered by %(when)s."),
    Told.OVERDUE: _("Your report %(number)s was promised by %(when)s and is late. We are sorry; those above know."),
    Told.ORDER: _("New work order %(number)s, due %(when)s."),
    Told.NEAR: _("Work order %(number)s: four fifths of the time are over, due %(when)s."),
}
SAYS |= {
    Told.TAKEN_ON: _("Your order %(number)s is accepted. They come %(when)s."),
    Told.TIMED: _("For your order %(number)s a time was agreed: %(when)s."),
    Told.BROUGHT: _("Your order %(number)s was brought, the unit says. Please say whether it came."),
    Told.AGAIN: _("Your order %(number)s cannot be brought as agreed. Another way is sought."),
    Told.UNSERVED: _("Your order %(number)s cannot be served. Open it for the reason."),
    Told.ASKED: _("A service was ordered of your unit: %(number)s. Please answer by %(when)s."),
    Told.REMINDED: _("Soon: %(title)s, %(when)s. If you cannot come, please give your place back."),
    Told.MOVED_UP: _("A place became free for you: %(title)s, %(when)s. If you cannot come, please give it back."),
    Told.OFF: _("Called off: %(title)s, %(when)s. Open it for the reason."),
    Told.STANDS: _("The community has confirmed your report-in. Open it for the tasks that are asked for."),
    Told.REFUSED: _("The community has not confirmed your report-in. Open it for the reason."),
    Told.DISOWNED: _("The organisation that you named in your report-in does not know you. Open it to choose another."),
    Told.ENDING: _("Your report-in ends on %(day)s, and what was kept with it is erased. You can report in anew then."),
    Told.TASK: _("Asked for where you reported in: %(title)s, until %(day)s."),
    Told.DAY: _("Your unit is asked to a day of several units: %(title)s, %(when)s. Please say whether it comes."),
    Told.DAY_OFF: _("Called off: %(title)s, %(when)s. Open it for the reason."),
    Told.BOOK_OFF: _("Your booking of %(title)s, %(when)s, was called off by its owner. Please look for another."),
    Told.DEED: _("The community has confirmed what you did. Thank you."),
    Told.UNDONE: _("The community has not confirmed something that you said to be done. Open it for the reason."),
    Told.COMMENT: _("There is a comment on your report-in. Only you read it, and you may answer."),
}
UNTIMED = {
    Told.BOOK_OFF: _("Your booking of %(title)s was called off by its owner. Please look for another."),
    Told.TAKEN_ON: _("Your order %(number)s is accepted. The unit agrees on a time with you."),
    Told.ACCEPTED: _("Your report %(number)s is accepted."),
    Told.RESUMED: _("The time for your report %(number)s runs again."),
    Told.REOPENED: _("Your report %(number)s was taken up again."),
}
"""The same where no time is promised."""
PRIVATE, PRIVATE_ORDER = _("There is something new for you."), _("There is a work order for you.")


@dataclass(frozen=True, slots=True)
class Message:
    """What leaves the house."""

    words: str
    page: str  # where a tap leads: a path of ours
    tag: str  # a newer one with the same takes its place on the phone

    def for_push(self) -> Mapping[str, str]:
        return {"title": gettext("Linli"), "body": self.words, "url": self.page, "tag": self.tag}

    def for_sms(self) -> str:
        """With the address to open; without one where this deployment has none that a phone could reach."""
        host = settings.ALLOWED_HOSTS[0].lstrip(".") if settings.ALLOWED_HOSTS else ""
        if not settings.IS_PRODUCTION or not host:
            return self.words
        return f"{self.words} {'https' if settings.LINLI_HTTPS else 'http'}://{host}{self.page}"


def message(notice: Notice) -> Message:
    """In the language that is active."""
    if notice.service_order is not None:
        return _of_order(notice, notice.service_order)
    if notice.group_day is not None:
        return _of_day(notice, notice.group_day)
    if notice.booking is not None:
        return _of_booking(notice, notice.booking)
    if notice.shift is not None:
        return _of_shift(notice, notice.shift)
    if notice.report_in is not None:
        return _of_report_in(notice, notice.report_in)
    if notice.matter is None:
        raise ValueError(f"a notice is about one of {ABOUT}")
    is_private = catalogue().kinds[notice.matter.kind_id].is_sensitive
    own = notice.reporter.matter if notice.reporter is not None else notice.matter
    key = salted_hmac("linli.notices.tag", f"{own.pk}:{notice.person_id}:{notice.reporter_id}").hexdigest()
    if notice.reporter is None:
        page = reverse("field:order", args=[notice.said["order"]])
        words = say_it(notice, own.number_shown) if not is_private else str(PRIVATE_ORDER)
    elif is_private:
        page, words = reverse("resident:news"), str(PRIVATE)
    else:
        page = f"{reverse('resident:find')}?{urlencode({'number': own.number_shown})}"
        words = say_it(notice, own.number_shown)
    return Message(words, page, key[:32])


def _of_order(notice: Notice, order: ServiceOrder) -> Message:
    key = salted_hmac("linli.notices.tag", f"order:{order.pk}:{notice.person_id}").hexdigest()
    if notice.told == Told.ASKED:
        page = reverse("desk:service-order", args=[order.number_shown])
    elif notice.person is None:
        page = f"{reverse('resident:order-find')}?{urlencode({'number': order.number_shown})}"
    else:
        page = reverse("resident:order", args=[order.number_shown])
    return Message(say_it(notice, order.number_shown), page, key[:32])


def _of_day(notice: Notice, day: GroupDay) -> Message:
    key = salted_hmac("linli.notices.tag", f"day:{day.pk}:{notice.person_id}").hexdigest()
    name = day.service.name_en if _is_english() and day.service.name_en else day.service.name
    return Message(say_it(notice, title=name), reverse("desk:group-day", args=[day.pk]), key[:32])


def _of_booking(notice: Notice, booking: Booking) -> Message:
    key = salted_hmac("linli.notices.tag", f"booking:{booking.pk}:{notice.person_id}").hexdigest()
    page = reverse("desk:resource", args=[booking.resource_id])
    return Message(say_it(notice, title=booking.resource.title), page, key[:32])


def _of_shift(notice: Notice, shift: Shift) -> Message:
    key = salted_hmac("linli.notices.tag", f"shift:{shift.pk}:{notice.person_id}").hexdigest()
    activity = shift.role.activity
    return Message(say_it(notice, title=activity.title), reverse("resident:activity", args=[activity.pk]), key[:32])


def _of_report_in(notice: Notice, report_in: ReportIn) -> Message:
    """Never which kind of report-in: that somebody belongs to something is read by nobody over their shoulder."""
    key = salted_hmac(
        "linli.notices.tag", f"report-in:{report_in.pk}:{notice.told}:{notice.said.get('task')}"
    ).hexdigest()
    return Message(say_it(notice, title=notice.said.get("title", "")), reverse("resident:report-in"), key[:32])


def say_it(notice: Notice, number: str = "", title: str = "") -> str:
    """What happened to the one with this ``number`` or ``title``."""
    told, said = Told(notice.told), notice.said
    parts = {"number": number, "title": title, "when": "", "day": "", "door": "", "cause": ""}
    if said.get("due_at"):
        parts["when"] = _when(datetime.fromisoformat(said["due_at"]))
    if said.get("day"):
        parts["day"] = _day(date.fromisoformat(said["day"]))
    if said.get("reason"):
        parts["door"] = str(DOOR_TO_KNOCK_AT[DeclineReason(said["reason"])])
    if said.get("cause"):
        parts["cause"] = (said["cause_en"] if _is_english() else "") or said["cause"]
    text = UNTIMED[told] if told in UNTIMED and not parts["when"] else SAYS[told]
    return (str(text) % parts).strip()


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _when(at: datetime) -> str:
    local = timezone.localtime(at)
    parts = {"month": local.month, "day": local.day, "clock": f"{local:%H:%M}"}
    return gettext("%(month)d/%(day)d, %(clock)s") % parts


def _day(on: date) -> str:
    return gettext("%(month)d/%(day)d") % {"month": on.month, "day": on.day}
