"""Until when the unit that leads speaks to a reporter."""

from __future__ import annotations

from datetime import timedelta

from linli.matters import actions
from tests.town import T0, Town


def test_the_unit_that_leads_contacts_the_reporter_within_its_terms(town: Town) -> None:
    """Rubbish is ordinary: 24 hours, day and night, by the terms of the seed. Who assists contacts nobody."""
    matter = town.matter(by=town.ren)
    lead, assisting = actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    assert lead.contact_by == T0 + timedelta(hours=24)
    assert assisting.contact_by is None


def test_nobody_is_asked_to_contact_a_reporter_who_left_no_way_to_be_reached(town: Town) -> None:
    assert town.handling().orders.get().contact_by is None
    phone = actions.Contact(phone="10000000009")
    assert town.handling(contact=phone).orders.get().contact_by is not None
