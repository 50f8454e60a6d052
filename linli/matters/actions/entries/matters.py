"""The rows of matters themselves, and of what is asked to be left out of their rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from linli.core.models import Entry
from linli.matters.actions.entries.telling import Actor, exclusion_row, iso, matter_row, promise
from linli.matters.models import Exclusion, Matter, WorkOrder
from linli.people.models import Purpose


def received(matter: Matter, by: Actor, at: datetime, *, by_family: bool = False) -> Entry:
    how = {"by_family": True} if by_family else {}
    return matter_row("received", matter, by, at, channel=matter.channel, **how, **promise(matter))


def imported(matter: Matter, by: Actor, at: datetime) -> Entry:
    when = {"received_at": iso(matter.received_at), "closed_at": iso(matter.closed_at)}
    return matter_row("imported", matter, by, at, source=matter.source, stage=matter.stage, **when, **promise(matter))


def accepted(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("accepted", matter, by, at, **promise(matter))


def declined(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("declined", matter, by, at, reason=matter.decline_reason)


def merged(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("merged", matter, by, at, into=matter.merged_into_id)


def unmerged(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("unmerged", matter, by, at)


def joined(matter: Matter, by: Actor, at: datetime, *, by_family: bool = False) -> Entry:
    how = {"by_family": True} if by_family else {}
    return matter_row("joined", matter, by, at, **how)


def split(matter: Matter, parts: Sequence[Matter], by: Actor, at: datetime) -> Entry:
    return matter_row("split", matter, by, at, into=[part.pk for part in parts])


def split_off(matter: Matter, by: Actor, at: datetime) -> Entry:
    when = {"from": matter.split_from_id, "received_at": iso(matter.received_at)}
    return matter_row("split_off", matter, by, at, **when, **promise(matter))


def petition_linked(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("petition_linked", matter, by, at)


def withdrawn(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("withdrawn", matter, by, at)


def dispatched(matter: Matter, orders: Sequence[WorkOrder], by: Actor, at: datetime) -> Entry:
    return matter_row("dispatched", matter, by, at, units=[order.unit_id for order in orders])


def answered(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("answered", matter, by, at, unit=matter.unit_id, round=matter.round)


def closed(matter: Matter, by: Actor, at: datetime, *, by_check: bool) -> Entry:
    return matter_row("closed", matter, by, at, by_check=by_check, round=matter.round)


def sent_back(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("sent_back", matter, by, at, round=matter.round, **promise(matter))


def contacted(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("contacted", matter, by, at, contacted_at=iso(matter.contacted_at), round=matter.round)


def rated(matter: Matter, by: Actor, at: datetime, *, solved: bool, by_call: bool = False) -> Entry:
    call = {"by_call": True} if by_call else {}
    return matter_row("rated", matter, by, at, solved=solved, round=matter.round, **call)


def called_back(matter: Matter, by: Actor, at: datetime, *, reached: bool) -> Entry:
    return matter_row("called_back", matter, by, at, reached=reached, round=matter.round)


def reopened(matter: Matter, by: Actor, at: datetime, *, reason: str) -> Entry:
    return matter_row("reopened", matter, by, at, reason=reason, round=matter.round, **promise(matter))


def urged(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("urged", matter, by, at, round=matter.round)


def contact_revealed(matter: Matter, by: Actor, at: datetime, *, purpose: Purpose) -> Entry:
    return matter_row("contact_revealed", matter, by, at, purpose=purpose)


def contact_forgotten(matter: Matter, at: datetime) -> Entry:
    return matter_row("contact_forgotten", matter, None, at)


def photos_erased(matter: Matter, at: datetime, *, photos: int) -> Entry:
    return matter_row("photos_erased", matter, None, at, photos=photos)


def voice_erased(matter: Matter, at: datetime) -> Entry:
    return matter_row("voice_erased", matter, None, at)


def words_erased(matter: Matter, at: datetime) -> Entry:
    return matter_row("words_erased", matter, None, at)


def held_for_law(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("held_for_law", matter, by, at)


def hold_lifted(matter: Matter, by: Actor, at: datetime) -> Entry:
    return matter_row("hold_lifted", matter, by, at)


def exclusion_asked(exclusion: Exclusion, by: Actor, at: datetime) -> Entry:
    return exclusion_row("asked", exclusion, by, at, is_appeal=exclusion.appeals_id is not None)


def exclusion_granted(exclusion: Exclusion, by: Actor, at: datetime) -> Entry:
    return exclusion_row("granted", exclusion, by, at)


def exclusion_refused(exclusion: Exclusion, by: Actor, at: datetime) -> Entry:
    return exclusion_row("refused", exclusion, by, at)


def recounted(matter: Matter, at: datetime, *, before: datetime | None, legs: Mapping[int, datetime]) -> Entry:
    """The calendar moved, and with it the promise and the ends of legs, by the key of the order."""
    moved = {str(pk): iso(end) for pk, end in legs.items()}
    return matter_row("recounted", matter, None, at, before=iso(before), due_at=iso(matter.due_at), legs=moved)
