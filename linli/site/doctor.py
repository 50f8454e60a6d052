"""What is well and what is not with this deployment, each with what to do about it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from gettext import gettext as _
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.utils import timezone

from linli.channels import push
from linli.channels.senders import Console, Webhook, sender
from linli.core import crypto
from linli.core.models import AnnouncedYear, WorkingHours
from linli.duties.models import CatalogueRow
from linli.notices.models import Notice
from linli.notices.rules import parse_quiet
from linli.people.models import Person
from linli.places.models import Division, Grid
from linli.site import checks, environment, setting_up

GIGABYTE = 1024**3
LEAST_FREE = 2 * GIGABYTE
LATELY = timedelta(days=7)
SHORTEST_SECRET = 32  # letters
NOTICE_MONTH = 12  # the notice of the next year comes in November; from December on it is missed


class State(StrEnum):
    WELL = "well"
    WORTH_A_LOOK = "worth_a_look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    about: str
    state: State
    told: str
    do: str = ""


Check = Callable[[datetime], Finding]


def examine(*, at: datetime) -> Iterator[Finding]:
    """Look at everything; a check that itself fails is a finding. What lies in tables is looked at when they stand."""
    first: list[tuple[str, Check]] = [
        (_("Python"), python),
        (_("Keys"), keys),
        (_("Safety"), safety),
        (_("Messages"), messages),
        (_("Web push"), web_push),
        (_("Proxies"), proxies),
        (_("Disk"), disk),
        (_("Static files"), static),
        (_("Anchors of the log"), anchors),
        (_("Database"), database),
        (_("Tables"), tables),
    ]
    in_tables: list[tuple[str, Check]] = [
        (_("Working calendar"), calendar),
        (_("Divisions and grids"), places),
        (_("Service catalogue"), catalogue),
        (_("Staff accounts"), staff),
        (_("Notices"), notices),
    ]
    found = [_look(about, check, at) for about, check in first]
    yield from found
    if found[-1].state is State.WELL:
        yield from (_look(about, check, at) for about, check in in_tables)


def _look(about: str, check: Check, at: datetime) -> Finding:
    try:
        found = check(at)
    except Exception as error:  # whatever is broken, the other checks still help
        found = wrong(f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}")
    return replace(found, about=about)


def well(told: str) -> Finding:
    return Finding("", State.WELL, told)


def look(told: str, do: str) -> Finding:
    return Finding("", State.WORTH_A_LOOK, told, do)


def wrong(told: str, do: str = "") -> Finding:
    return Finding("", State.WRONG, told, do)


def python(at: datetime) -> Finding:
    return well(sys.version.partition(" ")[0])


def keys(at: datetime) -> Finding:
    missing = [
        name
        for name, value in (
            ("LINLI_SECRET_KEY", environment.text("LINLI_SECRET_KEY")),
            ("LINLI_FIELD_KEYS", settings.LINLI_FIELD_KEYS),
            ("LINLI_INDEX_KEY", settings.LINLI_INDEX_KEY),
            ("LINLI_LOG_KEY", settings.LINLI_LOG_KEY),
        )
        if not value
    ]
    if missing:
        return wrong(_("not set: {names}").format(names=", ".join(missing)), "linli keys new")
    return well(_("set; {name} seals").format(name=crypto.ring().active))


def safety(at: datetime) -> Finding:
    if not settings.IS_PRODUCTION:
        return well(_("not asked for outside production"))
    found = checks.refusals()
    return (
        wrong("\n".join(found), _("production does not start with these")) if found else well(_("fit for production"))
    )


def messages(at: datetime) -> Finding:
    name = settings.LINLI_SENDER
    if isinstance(sender(), Console) and settings.IS_PRODUCTION:
        return wrong(
            _("{name}: no message leaves, and codes and numbers stand in the server's log").format(name=name),
            _("set LINLI_SENDER to the sender of your SMS service"),
        )
    if isinstance(sender(), Webhook):
        url = urlsplit(settings.LINLI_SMS_URL)
        if url.scheme != "https" or not url.hostname:
            return wrong(
                _("{name}: LINLI_SMS_URL is not an https address").format(name=name),
                _("set LINLI_SMS_URL to the address of your SMS gateway"),
            )
        if len(settings.LINLI_SMS_KEY) < SHORTEST_SECRET:
            told = _("{name}: LINLI_SMS_KEY is missing or short; anybody could send in your name").format(name=name)
            return wrong(told, _("set LINLI_SMS_KEY to a secret of 32 letters or more, and tell it to the gateway"))
        return well(f"{name} · {url.hostname}")
    return well(name)


def web_push(at: datetime) -> Finding:
    if not settings.LINLI_PUSH_KEY:
        return look(_("no key: phones are offered no push, only text messages"), "linli keys push")
    push.public_key()  # a key that is none is told by its error
    if "@" not in settings.LINLI_PUSH_CONTACT and settings.IS_PRODUCTION:
        return look(
            _("no contact: Apple's service and others push nothing without one"),
            _("set LINLI_PUSH_CONTACT to an e-mail address"),
        )
    return well(_("{count} services").format(count=len(settings.LINLI_PUSH_HOSTS)))


def proxies(at: datetime) -> Finding:
    count = settings.LINLI_TRUSTED_PROXIES
    if settings.LINLI_HTTPS and not count:
        return wrong(
            _("none: no request counts as https, so every form is refused, and all share one address for limits"),
            _("set LINLI_TRUSTED_PROXIES to how many proxies stand in front"),
        )
    return well(str(count))


def database(at: datetime) -> Finding:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        cause = str(error).strip().partition("\n")[0]
        return wrong(cause, _("look at LINLI_DATABASE and at the server it names; then: linli migrate"))
    if connection.vendor == "sqlite" and settings.IS_PRODUCTION:
        return look(_("SQLite; fit for one community"), _("for a county set LINLI_DATABASE to a PostgreSQL"))
    return well({"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor])


def tables(at: datetime) -> Finding:
    try:
        missing = setting_up.unapplied()
    except OperationalError:
        return wrong(_("not to be seen without the database"))
    except ImproperlyConfigured as error:
        return wrong(str(error))
    if missing:
        return wrong(_("{count} migrations are not applied").format(count=len(missing)), "linli migrate")
    return well(_("at this release"))


def calendar(at: datetime) -> Finding:
    today = timezone.localdate(at)
    known = set(AnnouncedYear.objects.values_list("year", flat=True))
    asked = [today.year] + [today.year + 1] * (today.month >= NOTICE_MONTH)
    missing = [str(year) for year in asked if year not in known]
    if missing or not WorkingHours.objects.exists():
        told = _("not filled for {years}: counted Monday to Friday").format(years=", ".join(missing) or today.year)
        return look(told, "linli migrate; linli import calendar FILE.json")
    return well(_("filled up to {year}").format(year=max(known)))


def places(at: datetime) -> Finding:
    divisions, grids = Division.objects.count(), Grid.objects.count()
    told = _("{divisions} divisions, {grids} grids").format(divisions=divisions, grids=grids)
    if not divisions:
        return wrong(told, "linli import divisions FILE.csv")
    return well(told) if grids else look(told, "linli import grids FILE.geojson --datum wgs84")


def catalogue(at: datetime) -> Finding:
    rows = CatalogueRow.objects.count()
    told = _("{count} kinds with a limit").format(count=rows)
    return well(told) if rows else wrong(told, "linli migrate")


def staff(at: datetime) -> Finding:
    made_up = Person.objects.filter(is_made_up=True).count()
    if made_up and settings.IS_PRODUCTION:
        return wrong(_("{count} made-up people of a demo").format(count=made_up), _("start with an empty database"))
    accounts = Person.objects.filter(username__isnull=False).count()
    told = _("{count} accounts").format(count=accounts)
    return well(told) if accounts else wrong(told, "linli staff add NAME --role security_admin")


def notices(at: datetime) -> Finding:
    try:
        parse_quiet(settings.LINLI_QUIET_HOURS)
    except ValueError:
        return wrong(_("LINLI_QUIET_HOURS cannot be read: no notice leaves"), _("write it like 21:00-08:00"))
    lately = Notice.objects.filter(made_at__gt=at - LATELY)
    failed, waiting = lately.filter(state="failed").count(), lately.filter(state="ready", tries__gt=0)
    if failed:
        told = _("{count} could not be sent in the last seven days").format(count=failed)
        error = lately.filter(state="failed").order_by("-pk").values_list("service", "error")[0]
        return wrong(f"{told}: {' · '.join(error)}", _("look at the sender, or at the way out to the push services"))
    if count := waiting.count():
        return look(_("{count} wait to be tried again").format(count=count), _("look again in a few minutes"))
    return well(_("{count} sent in the last seven days").format(count=lately.filter(state="sent").count()))


def static(at: datetime) -> Finding:
    return well(_("collected")) if setting_up.static_is_collected() else wrong(_("not collected"), "linli migrate")


def anchors(at: datetime) -> Finding:
    file = settings.LINLI_ANCHORS
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a"):
        pass
    if settings.IS_PRODUCTION and file.is_relative_to(settings.LINLI_DATA):
        return look(
            _("{file}: in the data folder, where who changes the log can change it too").format(file=file),
            _("set LINLI_ANCHORS to a file on another disk or host"),
        )
    return well(str(file))


def disk(at: datetime) -> Finding:
    settings.LINLI_DATA.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.LINLI_DATA).free
    told = _("{count} GB free").format(count=f"{free / GIGABYTE:.1f}")
    return well(told) if free >= LEAST_FREE else look(told, _("make room, or move LINLI_DATA"))
