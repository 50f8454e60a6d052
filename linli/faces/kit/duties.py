"""What the codes of duty lists and admissions are called on screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.duties.rules import AdmissionStage, DutyLevel, HowOften, ListKind

LEVEL = {DutyLevel.COMMUNITY: _("Communities"), DutyLevel.STREET: _("Towns and streets")}

LIST = {
    (DutyLevel.COMMUNITY, ListKind.LAWFUL): _("Communities: duties by law"),
    (DutyLevel.COMMUNITY, ListKind.ASSIST): _("Communities: what they assist in"),
    (DutyLevel.COMMUNITY, ListKind.SMALL_POWER): _("Communities: small powers"),
    (DutyLevel.COMMUNITY, ListKind.EXCLUDED): _("Communities: must not be made responsible for"),
    (DutyLevel.STREET, ListKind.LAWFUL): _("Streets: duties by law"),
    (DutyLevel.STREET, ListKind.OWN): _("Streets: duties"),
    (DutyLevel.STREET, ListKind.ASSIST): _("Streets: what they assist in"),
    (DutyLevel.STREET, ListKind.SMALL_POWER): _("Streets: small powers"),
    (DutyLevel.STREET, ListKind.EXCLUDED): _("Streets: must not be made responsible for"),
}

ADMISSION_STAGE = {
    AdmissionStage.ASKED: _("Asked for"),
    AdmissionStage.REVIEWED: _("Reviewed"),
    AdmissionStage.ADMITTED: _("Admitted, not yet published"),
    AdmissionStage.REFUSED: _("Refused"),
    AdmissionStage.PUBLISHED: _("In force"),
    AdmissionStage.EXPIRED: _("Expired"),
    AdmissionStage.WITHDRAWN: _("Withdrawn"),
}

ADMISSION_TONE = {
    AdmissionStage.ASKED: ("wait", "clock"),
    AdmissionStage.REVIEWED: ("wait", "eye"),
    AdmissionStage.ADMITTED: ("move", "check"),
    AdmissionStage.REFUSED: ("quiet", "cross"),
    AdmissionStage.PUBLISHED: ("good", "check"),
    AdmissionStage.EXPIRED: ("quiet", "clock"),
    AdmissionStage.WITHDRAWN: ("quiet", "undo"),
}

HOW_OFTEN = {
    HowOften.ONCE: _("once"),
    HowOften.WHEN_NEEDED: _("when needed"),
    HowOften.DAILY: _("daily"),
    HowOften.WEEKLY: _("weekly"),
    HowOften.MONTHLY: _("monthly"),
    HowOften.QUARTERLY: _("quarterly"),
    HowOften.YEARLY: _("yearly"),
}
