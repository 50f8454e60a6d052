"""What the administrators' pages call kinds of organisations and entries of the log."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.words import STEP
from linli.orgs.models import OrgKind

ORG_KIND: dict[str, str | Promise] = {
    OrgKind.CITY_CENTRE: _("City centre"),
    OrgKind.DEPARTMENT: _("Department"),
    OrgKind.STREET_OFFICE: _("Street office"),
    OrgKind.COMMUNITY_COMMITTEE: _("Community committee"),
    OrgKind.GRID_TEAM: _("Grid team"),
    OrgKind.JOINT_PARTY_COMMITTEE: _("Joint party committee"),
    OrgKind.PARTY_BRANCH: _("Party branch"),
    OrgKind.PARTY_GROUP: _("Party group"),
    OrgKind.AREA_JOINT_COMMITTEE: _("Area joint committee"),
    OrgKind.INDUSTRY_COMMITTEE: _("Industry committee"),
    OrgKind.PARTY_ALLIANCE: _("Party alliance"),
    OrgKind.PARTNER_UNIT: _("Partner unit"),
    OrgKind.PROPERTY_COMPANY: _("Property company"),
    OrgKind.OWNERS_COMMITTEE: _("Owners' committee"),
    OrgKind.TEMPORARY_PARTY_ORG: _("Temporary party organisation"),
}

VERB: dict[str, str | Promise] = {
    **STEP,
    "core.day_decreed": _("Day off or made up for set"),
    "core.hours_set": _("Office hours set"),
    "core.year_filled": _("Working calendar of a year filled"),
    "duties.item_ended": _("Line of a duty list ended"),
    "duties.item_set": _("Line of a duty list set"),
    "duties.kind_ended": _("Kind ended"),
    "duties.lists_imported": _("Duty lists loaded from a file"),
    "duties.lists_seeded": _("Duty lists loaded"),
    "duties.row_set": _("Row of the catalogue set"),
    "duties.rule_set": _("Routing rule set"),
    "duties.rule_switched": _("Routing rule switched"),
    "duties.seeded": _("Catalogue loaded"),
    "exchange.acknowledged": _("Hand-offs acknowledged by the partner"),
    "exchange.carried": _("Hand-offs handed over as a file"),
    "exchange.classes_set": _("Classes of a partner set"),
    "exchange.key_ended": _("Key of a partner ended"),
    "exchange.key_made": _("Key of a partner made"),
    "exchange.order_taken": _("Order of a partner taken in"),
    "exchange.partner_opened": _("Partner of the exchange opened"),
    "exchange.push_set": _("Address of a partner set"),
    "exchange.retried": _("Hand-off tried again by hand"),
    "matters.contact_revealed": _("Contact seen in the clear"),
    "matters.contact_forgotten": _("Contact erased after its term"),
    "matters.dispatched": _("Work orders sent out"),
    "matters.imported": _("Message imported"),
    "orgs.account_opened": _("Account opened"),
    "orgs.account_switched": _("Account switched"),
    "orgs.appointed": _("Appointed"),
    "orgs.founded": _("Organisation founded"),
    "orgs.linked": _("Units linked"),
    "orgs.password_reset": _("Password reset"),
    "orgs.post_ended": _("Post ended"),
    "orgs.second_factor_reset": _("Second factor reset"),
    "orgs.unlinked": _("Link of units ended"),
    "people.account_closed": _("Account closed by its owner"),
    "people.consent_given": _("Consent given"),
    "people.consent_withdrawn": _("Consent withdrawn"),
    "people.elder_mode_set": _("Elder version chosen"),
    "people.joined": _("Account made by signing in"),
    "people.sign_in_failed": _("Wrong password"),
    "people.signed_in": _("Signed in"),
    "places.division_changed": _("Division changed"),
    "places.division_ended": _("Division ended"),
    "places.divisions_imported": _("Divisions imported"),
    "places.grids_imported": _("Grids imported"),
}
