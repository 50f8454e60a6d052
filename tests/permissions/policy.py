"""Who may do what, where: the one table that the permission matrix is checked against.

A role is somebody of the cast, a place is a community with one matter in it. What a row does not allow must be
refused: strangers are sent to the door (or get 401 from the API), everybody else finds nothing (404) or, where the
thing itself may be seen, is told that the post does not allow it (403).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from linli.matters.models import Matter
from linli.whistles.models import Cause
from tests.permissions import homes
from tests.permissions.scene import PLACES, Scene

NOBODY = "nobody"
ROLES = {
    NOBODY: "",
    "reporter": "ren",  # said all the matters of the scene
    "resident": "lao",
    "grid": "wang",  # grid worker of the own place
    "community": "mei",  # desk of the own place
    "next": "tom",  # desk of the next community, same street
    "street": "jie",  # desk of the street of both
    "away": "far",  # desk of the other street
    "unit": "guan",  # department with the orders of the own and the next place
    "other_unit": "shui",  # department with the order of the place away
    "centre": "zhong",
    "system": "sys",
    "security": "sec",
    "auditor": "aud",
}

Who = Mapping[str, frozenset[str]]
"""Role to the places where it may."""


def at(**places: str) -> Who:
    return {role: frozenset(told.split()) for role, told in places.items()}


def everywhere(*roles: str) -> Who:
    return {role: frozenset(PLACES) for role in roles}


ALL = everywhere(*ROLES)
NONE: Who = {}
SIGNED_IN = everywhere(*(role for role in ROLES if role != NOBODY))
STAFF = everywhere(*(role for role in ROLES if role not in (NOBODY, "reporter", "resident")))
DESK_FACE = everywhere("grid", "community", "next", "street", "away", "unit", "other_unit", "centre")
FIELD_FACE = everywhere("grid", "community", "next", "street", "away", "unit", "other_unit")
DESKS = at(community="own", next="next", street="own next", away="away", centre="own next away")
HOLDS = at(street="own next", away="away", centre="own next away")
REPORTS_FOR_OTHERS = everywhere("grid", "community", "next", "street", "away", "centre")
SEES = DESKS | at(grid="own")
PATROLS = everywhere("grid", "community", "next", "street", "away")
CHECKS_ON_THE_SPOT = {role: places for role, places in SEES.items() if role in FIELD_FACE}
WHOLE_UNITS = {role: places for role, places in FIELD_FACE.items() if role != "grid"}
HANDLES = at(unit="own next", other_unit="away")
ARBITRATES = at(street="own next", away="away", centre="own next away")
ABOVE_UNITS = at(centre="own next away")  # over departments
LEADS = at(community="own", next="next", street="own next", away="away")
BLOWS = LEADS | at(grid="own")
DESK_FACE_WITHOUT_GRID = everywhere("community", "next", "street", "away", "unit", "other_unit", "centre")
SETS_SECOND_PAIR = everywhere("street", "away", "centre")
SETS_CAUSES = everywhere("street", "away", "centre")
ASKERS = everywhere("street", "away", "unit", "other_unit")
BURDENED = everywhere("community", "next", "street", "away")
MEASURED = BURDENED | everywhere("centre")
LIST_KEEPERS = everywhere("street", "away", "centre")
KEEPS_A_DESK = everywhere("community", "next", "street", "away", "centre")
SEES_A_QUEUE = KEEPS_A_DESK | everywhere("grid")
SEES_FIGURES = KEEPS_A_DESK
SERVES_ORDERS = everywhere("community", "next", "street", "away", "unit", "other_unit")
HAS_THE_ORDER = everywhere("community", "unit")  # the order of the scene is of the own place, with urban management
FACILITY_KEEPERS = everywhere("community", "street", "centre")  # the facility of the scene stands in the own place
ABOVE_UNITS = at(centre="own next away")  # nobody else stands above a department
KEEPS_THE_NEED = FACILITY_KEEPERS  # need, resource and project of the scene stand in the own place
SIDES_OF_THE_CLAIM = everywhere("community", "street", "centre", "unit")  # urban management claimed it
BOOKS_IN_TOWN = everywhere("community", "next", "street", "centre")
STANDS_BY = everywhere("street", "away", "unit", "other_unit")
REPORTER = everywhere("reporter")
BODY_KEEPERS = everywhere("community", "next", "street", "away", "centre", "security")
OWN_BODY_KEEPERS = everywhere("community", "street", "centre", "security")
CENTRE = everywhere("centre")
COMMUNITIES = everywhere("community", "next")
HOME_KEEPERS = everywhere("grid", "community", "next")
OWN_HOMES = everywhere("grid", "community")
OWN_COMMUNITY = everywhere("community")  # the report-in of the scene is to the own place
HOME = everywhere("unit")  # its home organisation
KEEPS_MEMBERS = everywhere("community", "next", "unit", "other_unit")
SYSTEM, SECURITY, AUDITOR = everywhere("system"), everywhere("security"), everywhere("auditor")

Body = Callable[[Scene, Matter], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One method of one URL. ``stage`` is that of the matter it needs; without one, it is the same in every place.

    ``body`` is what is sent; a row without one only proves who gets past the gate: a form that comes back counts.
    """

    method: str
    who: Who
    stage: str = ""
    body: Body | None = None


def get(who: Who, stage: str = "") -> Row:
    return Row("GET", who, stage)


def post(who: Who, stage: str = "", body: Body | None = None) -> Row:
    return Row("POST", who, stage, body)


def sends(**more: Any) -> Body:
    """The version of the matter and what else the move asks for."""
    return lambda scene, matter: {"version": matter.version, **more}


def order(**more: Any) -> Body:
    return lambda scene, matter: {"version": matter.orders.get().version, **more}


def answers(**more: Any) -> Body:
    """An answer with its four elements, as a form sends them."""
    return lambda scene, matter: (
        {
            "version": matter.orders.get().version,
            "intent": INTENT,
            "words": "已清运",
            "spoken_to": "reporter",
            "contacted_at": f"{timezone.localtime(scene.at):%Y-%m-%dT%H:%M}",
            "finished_on": f"{timezone.localdate(scene.at)}",
        }
        | more
    )


def answers_by_api(scene: Scene, matter: Matter) -> dict[str, Any]:
    asked = answers()(scene, matter) | {"move": "finish", "contacted_at": scene.at.isoformat()}
    return {name: value for name, value in asked.items() if name != "intent"}


def hands_back(scene: Scene, matter: Matter) -> dict[str, Any]:
    return order()(scene, matter) | HAND_BACK | {"move": "hand_back", "owner": scene.town.centre.pk}


def asks_the_street(scene: Scene, matter: Matter) -> dict[str, Any]:
    town = scene.town
    return {"quick": (town.other_street if matter.place == PLACES["away"] else town.street).pk}


def into_twin(scene: Scene, matter: Matter) -> dict[str, Any]:
    place = next(place for place, code in PLACES.items() if code == matter.place)
    return {"version": matter.version, "into": scene.twin(place).number}


def to_a_unit(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"version": matter.version, "lead": scene.town.cleaners.pk}


def in_shift(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"shift": scene.shift(), "wanted": "3"}


def of_sign_up(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"signup": scene.signup()}


def of_attendance(scene: Scene, matter: Matter) -> dict[str, Any]:
    scene.certificate()
    return {"signup": scene.signup(), "reason": "记错"}


def says(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"reporter": matter.reporters.get().pk, "purpose": "call_back"}


def told(**more: Any) -> Body:
    """The version of the whistle at the matter, or of its only part."""
    return lambda scene, matter: {"version": matter.whistles.get().version, **more}


def told_part(**more: Any) -> Body:
    return lambda scene, matter: {"version": matter.whistles.get().summonses.get().version, **more}


def blown(scene: Scene, matter: Matter) -> dict[str, Any]:
    scene.cause()
    cause = Cause.objects.get(code="push").pk
    unit = scene.town.water.pk
    return {"intent": INTENT, "cause": cause, "words": "请到场", "departments": [unit], "send": "1"}


def calls_another(scene: Scene, matter: Matter) -> dict[str, Any]:
    whistle = matter.whistles.get()
    town = scene.town
    free = town.water if whistle.summonses.get().department == town.cleaners else town.cleaners
    return {"version": whistle.version, "departments": [free.pk]}


def accepts(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"move": "accept"}


def nothing(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {}


def behind_a_door(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"dwelling": homes.household(scene).dwelling_id}


def to_visit(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"purpose": "visit"}


def is_right(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"do": "take"}


def corrects(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"words": "申诉后剔除一件"}


def says_why(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"words": "属实"}


HAND_BACK = {"reason": "not_our_duty", "words": "不归我局", "basis": "三定方案"}
INTENT = "00000000-0000-0000-0000-000000000001"

PAGES: dict[str, tuple[Row, ...]] = {
    # residents
    "resident:home": (get(ALL),),
    "resident:call": (get(ALL),),
    "resident:gift": (get(ALL), post(ALL)),
    "resident:slip": (get(ALL), post(ALL)),
    "resident:menu": (get(ALL),),
    "resident:service": (get(ALL), post(ALL)),
    "resident:orders": (get(ALL),),
    "resident:order-find": (get(ALL), post(ALL)),
    "resident:order": (get(REPORTER),),  # whoever ordered, and nobody else
    "resident:order-answer": (post(REPORTER),),
    "resident:order-cancel": (post(REPORTER),),
    "resident:report": (get(ALL), post(ALL)),
    "resident:waiting": (get(ALL),),
    "resident:offline": (get(ALL),),
    "resident:worker": (get(ALL),),
    "resident:manifest": (get(ALL),),
    "resident:receipt": (get(NONE, "received"),),  # in the browser that sent it, and nowhere else
    "resident:find": (get(ALL), post(ALL)),
    "resident:facilities": (get(ALL), post(ALL)),
    "resident:facility": (get(ALL),),
    "resident:facility-closed": (post(ALL),),
    "resident:follow": (get(REPORTER, "received"),),
    "resident:rate": (get(REPORTER, "answered"), post(REPORTER, "answered", sends(solved="1", satisfaction="5"))),
    "resident:looks-at": (get(REPORTER, "received"),),
    "resident:permissions": (get(ALL),),
    "resident:urge": (post(REPORTER, "received", lambda *_: {"words": "还没来"}),),
    "resident:withdraw": (get(REPORTER, "received"), post(REPORTER, "received", sends())),
    "resident:shared": (get(NONE, "received"),),  # only with the code of its link
    "resident:news": (get(ALL),),
    "resident:notices": (get(SIGNED_IN), post(SIGNED_IN, "", lambda *_: {"way": "visit"})),
    "resident:notices-of": (get(NONE, "received"), post(NONE, "received", lambda *_: {"way": "visit"})),  # its browser
    "resident:news-seen": (post(ALL),),
    "resident:mine": (get(SIGNED_IN),),
    "resident:looks": (get(SIGNED_IN),),
    "resident:family": (get(SIGNED_IN),),
    "resident:family-invite": (post(SIGNED_IN),),
    "resident:family-begin": (post(SIGNED_IN),),
    "resident:family-end": (post(SIGNED_IN),),
    "resident:homes": (get(SIGNED_IN),),
    "resident:homes-agree": (post(SIGNED_IN),),  # one's own; others' are as good as none
    "resident:homes-back": (post(SIGNED_IN),),
    "resident:points": (get(SIGNED_IN),),
    "resident:points-open": (post(SIGNED_IN),),
    "resident:points-close": (post(SIGNED_IN),),
    "resident:thanks": (get(SIGNED_IN),),
    "resident:thanks-near": (post(SIGNED_IN),),
    "resident:thanks-take": (post(SIGNED_IN),),  # who has no wallet is led back and told so
    "resident:points-give": (post(SIGNED_IN),),
    "resident:codes": (get(SIGNED_IN),),
    "resident:code": (get(REPORTER),),  # whose code it is, and nobody else
    "resident:code-give-up": (post(REPORTER),),
    "resident:stars": (get(SIGNED_IN),),
    "resident:stars-found": (post(SIGNED_IN),),
    "resident:stars-invite": (post(SIGNED_IN),),
    "resident:stars-join": (post(SIGNED_IN),),
    "resident:stars-leave": (post(SIGNED_IN),),
    "resident:stars-go-on": (post(SIGNED_IN),),
    "resident:stars-task": (post(SIGNED_IN),),
    "resident:report-in": (get(SIGNED_IN),),
    "resident:report-in-new": (get(SIGNED_IN), post(SIGNED_IN)),
    "resident:report-in-withdraw": (post(REPORTER),),  # one's own
    "resident:deed": (get(REPORTER), post(REPORTER)),
    "resident:deed-back": (post(REPORTER),),
    "resident:stay-day": (post(REPORTER),),
    "resident:report-in-hear": (post(REPORTER),),
    "resident:comment-answer": (post(REPORTER),),
    "resident:pledges": (get(SIGNED_IN), post(SIGNED_IN)),
    "resident:pledge": (post(REPORTER),),
    "resident:activities": (get(ALL), post(ALL)),
    "resident:activity": (get(ALL),),
    "resident:sign-up": (post(SIGNED_IN),),  # an account of an office is led back and told so
    "resident:sign-up-cancel": (post(SIGNED_IN),),
    "resident:my-activities": (get(SIGNED_IN),),
    "resident:was-there": (post(REPORTER),),  # whose sign-up it is
    "resident:hours-csv": (get(SIGNED_IN),),
    "resident:skills": (get(SIGNED_IN), post(SIGNED_IN)),
    "resident:teams": (get(ALL),),
    "resident:team": (get(ALL),),
    "resident:team-join": (post(SIGNED_IN),),
    "resident:team-leave": (post(SIGNED_IN),),
    "resident:certificates": (get(SIGNED_IN), post(SIGNED_IN)),
    "resident:certificate-withdraw": (post(REPORTER),),  # whose certificate it is
    "resident:certificate-pdf": (get(REPORTER),),
    "resident:certificate-check": (get(ALL),),
    "resident:certificate": (get(NONE),),  # no certificate of the scene has this code
    "resident:data": (get(SIGNED_IN),),
    "resident:agree": (post(SIGNED_IN),),
    "resident:withdraw-consent": (post(SIGNED_IN),),
    "resident:close-account": (post(SIGNED_IN),),
    # desks
    "desk:queue": (get(DESK_FACE),),
    "desk:points": (get(DESK_FACE),),
    "desk:by-phone": (post(DESK_FACE),),
    "desk:view-save": (post(DESK_FACE),),
    "desk:view-drop": (post(NONE),),  # nobody of the cast has kept a view
    "desk:batch": (post(DESK_FACE),),
    "desk:batch-done": (get(NONE),),  # only who sent the batch
    "desk:export": (get(SEES_A_QUEUE), post(SEES_A_QUEUE)),
    "desk:templates": (get(DESK_FACE_WITHOUT_GRID), post(DESK_FACE_WITHOUT_GRID)),
    "desk:template-end": (post(NONE),),  # there is no template
    "desk:suggested": (get(SEES_FIGURES),),
    "desk:refusals": (get(DESK_FACE),),
    "desk:second-pair": (get(SETS_SECOND_PAIR), post(SETS_SECOND_PAIR)),
    "desk:second-pair-take-back": (post(everywhere("street", "centre")),),  # that of the scene is of the own place
    "desk:print": (get(SEES, "received"),),
    "desk:presence": (post(SEES, "received"),),
    "desk:refusal-confirm": (post(NONE, "received"),),  # no refusal waits
    "desk:refusal-return": (post(NONE, "received"),),
    "desk:orders": (get(FIELD_FACE),),
    "desk:supervisions": (get(DESK_FACE),),
    "desk:supervise": (
        get(ABOVE_UNITS, "handling"),
        post(ABOVE_UNITS, "handling", lambda *_: {"words": "请尽快", "days": "1"}),
    ),
    "desk:times": (get(everywhere("street", "away", "centre")),),
    "desk:time": (
        get(ABOVE_UNITS, "handling"),
        post(ABOVE_UNITS, "handling", lambda *_: {"words": "同意", "grant": "1"}),
    ),
    "desk:time-resume": (post(ABOVE_UNITS, "signed"),),
    "desk:new": (get(REPORTS_FOR_OTHERS), post(REPORTS_FOR_OTHERS)),
    "desk:new-done": (get(DESK_FACE),),  # without a receipt of one's own it leads back to the form
    "desk:matter": (get(SEES, "received"),),
    "desk:matter-clock": (get(SEES, "received"),),
    "desk:outline": (get(SEES, "received"),),
    "desk:reveal": (post(DESKS, "received", says),),
    "desk:accept": (post(DESKS, "received", sends()),),
    "desk:decline": (post(DESKS, "received", sends(reason="not_a_request", words="不属诉求", send="1")),),
    "desk:merge": (post(DESKS, "received", into_twin),),
    "desk:unmerge": (post(DESKS, "merged", sends()),),
    "desk:split": (
        get(DESKS, "received"),
        post(
            DESKS,
            "received",
            lambda scene, matter: {
                "version": matter.version,
                "part-TOTAL_FORMS": "1",
                "part-INITIAL_FORMS": "0",
                "part-0-kind": scene.town.leak.code,
                "part-0-words": "水管漏水",
                "send": scene.town.leak.code,
            },
        ),
    ),
    "desk:petition": (
        get(DESKS, "received"),
        post(DESKS, "received", lambda *_: {"number": "信2026-001", "came_on": "2026-02-20"}),
    ),
    "desk:supports": (get(everywhere("community", "next", "street", "away", "centre")),),
    "desk:support-decide": (post(DESKS, "handling", lambda *_: {"words": "不宜", "refuse": "1"}),),
    "desk:hold": (get(HOLDS, "received"), post(HOLDS, "received", lambda *_: {"words": "行政复议"})),
    "desk:hold-lift": (post(HOLDS, "received"),),
    "desk:dispatch": (post(DESKS, "received", to_a_unit),),
    "desk:close": (post(SEES, "answered", sends(intent=INTENT)),),
    "desk:send-back": (post(SEES, "answered", sends(intent=INTENT, words="还没清完")),),
    "desk:whistles": (get(DESK_FACE),),
    "desk:whistle-blow": (get(PATROLS), post(PATROLS)),
    "desk:whistle-blow-matter": (get(BLOWS, "received"), post(BLOWS, "received", blown)),
    "desk:whistle": (get(SEES | HANDLES, "blown"),),
    "desk:whistle-note": (post(LEADS | HANDLES, "blown", told(intent=INTENT, words="已协调")),),
    "desk:whistle-call": (post(LEADS, "blown", calls_another),),
    "desk:whistle-call-off": (post(LEADS, "blown", told(words="已自行解决")),),
    "desk:whistle-conclude": (post(LEADS, "joined", told(intent=INTENT, words="已清理")),),
    "desk:whistle-rate": (post(LEADS, "concluded", told_part(in_time="on", helped="on", marks="5")),),
    "desk:whistle-close": (post(LEADS, "rated", told()),),
    "desk:whistle-decide": (post(everywhere("centre"), "refused", told_part(words="应到场", upheld="0")),),
    "desk:whistle-figures": (get(DESK_FACE_WITHOUT_GRID),),
    "desk:whistle-causes": (get(SETS_CAUSES), post(SETS_CAUSES)),
    "desk:whistle-cause-end": (post(everywhere("centre")),),
    "desk:whistle-cause-take-back": (post(everywhere("centre")),),
    "desk:duties": (get(DESK_FACE),),
    "desk:duties-csv": (get(DESK_FACE),),
    "desk:duties-item": (get(DESK_FACE),),
    "desk:duties-item-new": (get(LIST_KEEPERS), post(LIST_KEEPERS)),
    "desk:duties-item-change": (post(everywhere("centre")),),  # the line of the scene is the county's
    "desk:duties-item-end": (post(everywhere("centre")),),
    "desk:duties-item-take-back": (post(everywhere("centre")),),
    "desk:admissions": (get(DESK_FACE),),
    "desk:admission": (get(DESK_FACE),),  # the one of the scene is published
    "desk:admission-ask": (get(ASKERS), post(ASKERS)),
    "desk:admission-move": (post(DESK_FACE),),  # without a move the page comes back; who may is asked by the action
    "desk:burden": (get(MEASURED),),
    "desk:burden-csv": (get(MEASURED),),
    "desk:burden-new": (get(BURDENED), post(BURDENED)),
    "desk:burden-unit": (get(everywhere("community", "street", "centre")),),  # the community of the own place
    "desk:burden-strike": (post(everywhere("community")),),
    "desk:duties-load": (get(LIST_KEEPERS), post(LIST_KEEPERS)),
    "desk:bodies": (get(BODY_KEEPERS),),
    "desk:body-new": (get(BODY_KEEPERS), post(BODY_KEEPERS)),
    "desk:body": (get(OWN_BODY_KEEPERS),),  # the body of the scene stands in the own place
    "desk:body-together": (get(OWN_BODY_KEEPERS),),
    "desk:body-act": (post(OWN_BODY_KEEPERS),),
    "desk:body-end": (post(OWN_BODY_KEEPERS),),
    "desk:body-rules": (get(SYSTEM | CENTRE),),
    "desk:body-rule": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:seat-rule-new": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:seat-rule": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:seat-rule-end": (post(SYSTEM | CENTRE),),
    "desk:seat-rule-take-back": (post(SYSTEM | CENTRE),),
    "desk:body-rule-take-back": (post(SYSTEM | CENTRE),),
    "desk:thanks": (get(COMMUNITIES),),
    "desk:thanks-offer": (get(COMMUNITIES), post(COMMUNITIES)),
    "desk:thanks-offer-end": (post(everywhere("community")),),  # the offer of the scene is the own community's
    "desk:thanks-cause": (get(COMMUNITIES), post(COMMUNITIES)),
    "desk:thanks-cause-end": (post(everywhere("community")),),
    "desk:thanks-rules": (get(SYSTEM | everywhere("centre")), post(SYSTEM | everywhere("centre"))),
    "desk:thanks-stars": (get(SYSTEM | CENTRE),),
    "desk:thanks-star-new": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:thanks-star": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:thanks-star-end": (post(SYSTEM | CENTRE),),
    "desk:thanks-rule-take-back": (post(SYSTEM | CENTRE),),
    "desk:thanks-star-take-back": (post(SYSTEM | CENTRE),),
    "desk:thanks-merchant": (get(CENTRE), post(CENTRE)),
    "desk:counter": (get(COMMUNITIES), post(COMMUNITIES)),  # and merchants, who are not in this table
    "desk:exchange": (get(CENTRE),),
    "desk:exchange-orders": (get(CENTRE),),
    "desk:exchange-retry": (post(CENTRE),),
    "desk:exchange-carry": (post(NONE),),  # there is no partner in the scene
    "desk:exchange-file": (get(NONE),),
    "desk:counter-items": (get(COMMUNITIES), post(COMMUNITIES)),
    "desk:counter-again": (post(everywhere("community")),),  # the gap of the scene is of the own place
    "desk:counter-gaps": (get(SEES_FIGURES),),
    "desk:services": (get(COMMUNITIES),),
    "desk:deliveries": (get(SERVES_ORDERS),),
    "desk:front": (get(COMMUNITIES),),
    "desk:service-choose": (get(COMMUNITIES), post(COMMUNITIES)),
    "desk:service-new": (get(COMMUNITIES), post(COMMUNITIES)),
    "desk:service-menu": (get(COMMUNITIES),),
    "desk:service-lines": (get(SYSTEM | CENTRE),),
    "desk:service-line-new": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:service-line": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:service-line-end": (post(SYSTEM | CENTRE),),
    "desk:service-line-take-back": (post(SYSTEM | CENTRE),),
    "desk:service-switch": (post(COMMUNITIES),),
    "desk:group-days": (get(SERVES_ORDERS), post(COMMUNITIES)),
    "desk:group-day": (get(HAS_THE_ORDER),),
    "desk:group-move": (post(everywhere("community")),),
    "desk:group-say": (post(everywhere("unit")),),  # the unit that was asked
    "desk:service-order": (get(HAS_THE_ORDER),),  # the community's desk and the unit that has it
    "desk:service-move": (post(everywhere("unit"), "", accepts),),
    "desk:service-contact": (post(HAS_THE_ORDER),),
    "desk:activities": (get(KEEPS_A_DESK),),
    "desk:activity-templates": (get(KEEPS_A_DESK),),
    "desk:activity-new": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:teams": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:team-end": (post(FACILITY_KEEPERS),),  # the team and the activity of the scene stand in the own place
    "desk:activity": (get(FACILITY_KEEPERS),),
    "desk:activity-change": (get(FACILITY_KEEPERS), post(FACILITY_KEEPERS)),
    "desk:activity-publish": (post(FACILITY_KEEPERS),),
    "desk:activity-repeat": (post(FACILITY_KEEPERS),),
    "desk:activity-call-off": (post(FACILITY_KEEPERS, body=lambda *_: {"reason": "下雨"}),),
    "desk:activity-want": (post(FACILITY_KEEPERS, body=in_shift),),
    "desk:activity-confirm": (post(FACILITY_KEEPERS, body=of_sign_up),),
    "desk:activity-strike": (post(FACILITY_KEEPERS, body=of_attendance),),
    "desk:activity-reveal": (post(FACILITY_KEEPERS, body=of_sign_up),),
    "desk:facilities": (get(KEEPS_A_DESK),),
    "desk:facility-new": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:facility": (get(FACILITY_KEEPERS), post(FACILITY_KEEPERS)),
    "desk:facility-verify": (post(FACILITY_KEEPERS),),
    "desk:facility-end": (post(FACILITY_KEEPERS),),
    "desk:facility-load": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:facility-download": (get(KEEPS_A_DESK),),
    "desk:facility-asset": (post(FACILITY_KEEPERS),),
    "desk:asset-end": (post(FACILITY_KEEPERS),),
    "desk:facility-places": (get(everywhere("street")), post(everywhere("street"))),
    "desk:allocation-end": (post(everywhere("street")),),
    "desk:allocation-reveal": (post(everywhere("street")),),
    "desk:estates": (get(KEEPS_A_DESK),),
    "desk:estate": (get(FACILITY_KEEPERS), post(FACILITY_KEEPERS)),
    "desk:crises": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:crisis-end": (post(everywhere("street", "centre")),),  # the crisis of the scene is the town's
    "desk:facility-words": (get(SYSTEM | CENTRE),),
    "desk:facility-word-new": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:facility-word": (get(SYSTEM | CENTRE), post(SYSTEM | CENTRE)),
    "desk:facility-word-end": (post(SYSTEM | CENTRE),),
    "desk:facility-word-take-back": (post(SYSTEM | CENTRE),),
    "desk:estate-form-take-back": (post(FACILITY_KEEPERS),),
    "desk:circle": (get(SEES_FIGURES),),
    "desk:needs": (get(KEEPS_A_DESK),),
    "desk:needs-risen": (get(KEEPS_A_DESK),),
    "desk:need-new": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:need": (get(KEEPS_THE_NEED),),
    "desk:need-change": (get(KEEPS_THE_NEED), post(KEEPS_THE_NEED)),
    "desk:need-split": (post(KEEPS_THE_NEED),),
    "desk:need-publish": (post(KEEPS_THE_NEED),),
    "desk:need-withdraw": (post(KEEPS_THE_NEED),),
    "desk:claim-note": (post(SIDES_OF_THE_CLAIM),),
    "desk:claim-deliver": (post(everywhere("street", "unit")),),  # whose claim it is, asks the action
    "desk:claim-give-up": (post(SIDES_OF_THE_CLAIM),),
    "desk:claim-judge": (post(SIDES_OF_THE_CLAIM),),
    "desk:resources": (get(DESK_FACE_WITHOUT_GRID),),
    "desk:resource-new": (get(DESK_FACE_WITHOUT_GRID), post(DESK_FACE_WITHOUT_GRID)),
    "desk:resource": (get(BOOKS_IN_TOWN),),
    "desk:resource-change": (get(KEEPS_THE_NEED), post(KEEPS_THE_NEED)),
    "desk:resource-publish": (post(KEEPS_THE_NEED),),
    "desk:resource-end": (post(KEEPS_THE_NEED),),
    "desk:resource-book": (post(BOOKS_IN_TOWN),),
    "desk:booking-use": (post(KEEPS_THE_NEED),),
    "desk:booking-call-off": (post(KEEPS_THE_NEED),),
    "desk:booking-judge": (post(KEEPS_THE_NEED),),
    "desk:projects": (get(KEEPS_A_DESK),),
    "desk:project-new": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:project": (get(KEEPS_THE_NEED),),
    "desk:project-move": (post(KEEPS_THE_NEED, body=lambda *_: {"to": "running"}),),
    "desk:project-publish": (post(KEEPS_THE_NEED),),
    "desk:project-note": (post(KEEPS_THE_NEED),),
    "desk:photo-show": (post(KEEPS_THE_NEED),),
    "desk:funds": (get(KEEPS_A_DESK),),
    "desk:fund-new": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:fund": (get(KEEPS_THE_NEED),),
    "desk:fund-receive": (post(KEEPS_THE_NEED),),
    "desk:fund-use": (post(KEEPS_THE_NEED),),
    "desk:fund-publish": (post(KEEPS_THE_NEED),),
    "desk:gift-strike": (post(KEEPS_THE_NEED),),
    "desk:model": (get(KEEPS_A_DESK | SYSTEM),),
    "desk:model-say": (post(KEEPS_THE_NEED, body=lambda scene, _: scene.word_of_model()),),
    "desk:model-point": (post(SYSTEM | CENTRE),),
    "desk:model-end": (post(SYSTEM | CENTRE),),
    "desk:model-take-back": (post(SYSTEM | CENTRE),),
    "desk:partner-lists": (get(KEEPS_A_DESK),),
    "desk:partner-list": (get(SIDES_OF_THE_CLAIM),),
    "desk:partner-comment": (post(SIDES_OF_THE_CLAIM),),
    "desk:partner-publish": (post(KEEPS_THE_NEED),),
    "desk:partner": (get(STANDS_BY),),
    "desk:partner-need": (get(everywhere("street", "unit", "other_unit")),),  # to the other town it has not risen
    "desk:partner-claim": (post(everywhere("street", "unit", "other_unit")),),
    "desk:partner-duties": (get(STANDS_BY), post(STANDS_BY)),
    "desk:needs-csv": (get(KEEPS_A_DESK),),
    "desk:resources-csv": (get(KEEPS_A_DESK),),
    "desk:commons-terms": (get(SYSTEM | CENTRE),),
    "desk:commons-rise": (post(SYSTEM | CENTRE),),
    "desk:commons-menu": (post(SYSTEM | CENTRE),),
    "desk:commons-rise-take-back": (post(SYSTEM | CENTRE),),
    "desk:commons-menu-take-back": (post(SYSTEM | CENTRE),),
    "desk:projects-csv": (get(KEEPS_A_DESK),),
    "desk:lists-load": (get(KEEPS_A_DESK), post(KEEPS_A_DESK)),
    "desk:figures": (get(DESK_FACE),),  # who sees no figures is led to the circulars
    "desk:coverage": (get(SEES_FIGURES),),
    "desk:coverage-csv": (get(SEES_FIGURES),),
    "desk:coverage-rule": (post(everywhere("centre")),),
    "desk:coverage-take-back": (post(CENTRE),),
    "desk:circulars": (get(DESK_FACE),),
    "desk:circular": (get(DESK_FACE),),
    "desk:circular-document": (get(DESK_FACE),),
    "desk:circular-csv": (get(DESK_FACE),),
    "desk:circular-json": (get(DESK_FACE),),
    "desk:circular-refresh": (post(everywhere("centre")),),  # the one of the scene is issued: the page says so
    "desk:circular-issue": (post(everywhere("centre")),),
    "desk:circular-publish": (post(everywhere("centre"), body=nothing),),
    "desk:circular-correct": (post(everywhere("centre"), body=corrects),),
    "desk:exclusions": (get(DESK_FACE),),
    "desk:exclusion-ask": (get(WHOLE_UNITS), post(WHOLE_UNITS)),
    "desk:exclusion": (get(at(unit="own next", other_unit="away", centre="own next away"), "answered"),),
    "desk:exclusion-grant": (post(everywhere("centre"), "answered", says_why),),
    "desk:exclusion-refuse": (post(everywhere("centre"), "answered", says_why),),
    "desk:exclusion-evidence": (get(at(unit="own next", other_unit="away", centre="own next away"), "answered"),),
    "desk:handed": (get(DESK_FACE),),
    "desk:returns": (get(everywhere("street", "away", "centre")),),
    "desk:return": (get(ARBITRATES, "returning"),),
    "desk:return-keep": (post(ABOVE_UNITS, "returning", order(words="由你局办理")),),
    "desk:return-pass-on": (post(ABOVE_UNITS, "returning", order(owner="昆山市社会治理联动中心")),),
    "desk:dispute": (
        get(ABOVE_UNITS, "disputed"),
        post(ABOVE_UNITS, "disputed", sends(owner="昆山市社会治理联动中心", words="会商定")),
    ),
    "desk:call-backs": (get(everywhere("community", "next", "street", "away", "centre")),),
    "desk:call-back": (get(DESKS, "answered"), post(DESKS, "answered", sends(came="solved", satisfaction="5"))),
    # homes: the household of the scene lives in the own place
    "desk:homes": (get(HOME_KEEPERS),),
    "desk:doors": (get(OWN_HOMES), post(OWN_HOMES, body=behind_a_door)),
    "desk:household": (get(OWN_HOMES), post(OWN_HOMES)),
    "desk:household-slip": (post(OWN_HOMES, body=nothing),),
    "desk:household-moved-out": (post(OWN_HOMES, body=nothing),),
    "desk:household-split": (get(OWN_HOMES), post(OWN_HOMES)),
    "desk:household-join": (get(OWN_HOMES), post(OWN_HOMES)),
    "desk:household-part": (post(OWN_HOMES),),
    "desk:occupant": (get(OWN_HOMES), post(OWN_HOMES)),
    "desk:occupant-need": (post(OWN_HOMES),),
    "desk:occupant-renew": (post(OWN_HOMES),),
    "desk:occupant-erase": (post(OWN_HOMES, body=nothing),),
    "desk:occupant-contact": (post(OWN_HOMES, body=to_visit),),
    "desk:care-need-erase": (post(OWN_HOMES, body=nothing),),
    "desk:home-requests": (get(HOME_KEEPERS),),
    "desk:home-request": (post(OWN_HOMES, body=is_right),),
    "desk:report-ins": (get(COMMUNITIES),),
    "desk:report-in": (get(OWN_COMMUNITY), post(OWN_COMMUNITY)),
    "desk:report-in-decide": (post(OWN_COMMUNITY),),
    "desk:report-in-name": (post(OWN_COMMUNITY, body=nothing),),
    "desk:comments-due": (get(COMMUNITIES),),
    "desk:report-tasks": (get(COMMUNITIES), post(COMMUNITIES)),
    "desk:report-task-close": (post(OWN_COMMUNITY),),
    "desk:deeds": (get(COMMUNITIES),),
    "desk:deed": (post(OWN_COMMUNITY),),
    "desk:report-units": (get(COMMUNITIES),),
    "desk:report-unit": (post(OWN_COMMUNITY),),
    "desk:report-teams": (get(COMMUNITIES), post(COMMUNITIES)),
    "desk:report-team-end": (post(OWN_COMMUNITY),),
    "desk:pledges": (get(COMMUNITIES),),
    "desk:pledge": (post(OWN_COMMUNITY),),
    "desk:members": (get(KEEPS_MEMBERS),),
    "desk:member": (get(HOME), post(HOME)),
    "desk:member-name": (post(HOME, body=nothing),),
    "desk:member-disown": (post(HOME),),
    "desk:unit-report-in": (get(KEEPS_MEMBERS), post(KEEPS_MEMBERS)),
    "desk:unit-report-end": (post(HOME),),
    "desk:system": (get(SYSTEM | everywhere("centre")),),
    "desk:system-catalogue": (get(SYSTEM | everywhere("centre")),),
    "desk:system-days": (get(SYSTEM | everywhere("centre")), post(SYSTEM | everywhere("centre"))),
    "desk:system-row": (get(SYSTEM | everywhere("centre")), post(SYSTEM | everywhere("centre"))),
    "desk:system-rule-new": (get(SYSTEM | everywhere("centre")), post(SYSTEM | everywhere("centre"))),
    "desk:system-rule-end": (get(SYSTEM | everywhere("centre")), post(SYSTEM | everywhere("centre"))),
    "desk:system-rules": (get(SYSTEM | everywhere("centre")),),
    "desk:system-rule-try": (get(SYSTEM | everywhere("centre")),),
    "desk:system-rule-switch": (post(SYSTEM | everywhere("centre")),),
    "desk:system-rule-take-back": (post(SYSTEM | CENTRE),),
    "desk:system-row-take-back": (post(SYSTEM | CENTRE),),
    "desk:posts": (get(SECURITY),),
    "desk:phones": (get(SECURITY),),
    "desk:phone-revoke": (post(NONE),),  # nobody of the scene has begun one
    "desk:left": (get(SECURITY),),
    "desk:left-hand-on": (post(SECURITY),),
    "desk:posts-unit": (get(SECURITY),),
    "desk:account-hand-over": (get(SECURITY), post(SECURITY)),
    "desk:posts-load": (get(SECURITY), post(SECURITY)),
    "desk:tree-csv": (get(SECURITY),),
    "desk:posts-csv": (get(SECURITY),),
    "desk:account-new": (get(SECURITY), post(SECURITY)),
    "desk:account": (get(SECURITY),),
    "desk:account-appoint": (post(SECURITY),),
    "desk:account-end-post": (post(SECURITY),),
    "desk:account-switch": (post(SECURITY),),
    "desk:account-second-factor": (post(SECURITY),),
    "desk:account-password": (post(SECURITY),),
    "desk:log": (get(AUDITOR),),
    "desk:log-verify": (get(AUDITOR),),
    # on the spot
    "field:orders": (get(FIELD_FACE),),
    "field:plan": (get(FIELD_FACE),),
    "field:today": (get(FIELD_FACE),),
    "field:away": (get(ALL),),
    "field:phone": (get(FIELD_FACE),),
    "field:notices": (get(FIELD_FACE), post(FIELD_FACE, "", lambda *_: {"way": "visit"})),
    "field:phone-begin": (post(FIELD_FACE),),
    "field:phone-key": (post(NONE),),  # of the phone that asks, and nobody of the scene has begun one
    "field:phone-end": (post(NONE),),  # one's own
    "field:unlock": (get(ALL),),
    "field:order": (get(HANDLES, "handling"),),
    "field:sign": (post(HANDLES, "handling", order()),),
    "field:start": (post(HANDLES, "signed", order()),),
    "field:note": (post(HANDLES, "signed", order(intent=INTENT, words="已到场")),),
    "field:answer": (
        get(HANDLES, "signed"),
        post(HANDLES, "signed", answers(send="1")),
    ),
    "field:clock": (get(HANDLES, "handling"),),
    "field:both": (get(HANDLES, "handling"),),
    "field:extend": (
        get(HANDLES, "handling"),
        post(HANDLES, "handling", lambda *_: {"amount": "1", "words": "缺配件"}),
    ),
    "field:pause": (get(HANDLES, "handling"), post(HANDLES, "handling")),
    "field:resume": (post(NONE, "handling"),),  # no clock stands there
    "field:reply": (post(HANDLES, "handling"),),
    "field:contacted": (post(HANDLES, "signed", order(reached="1")),),
    "field:hand-back": (
        get(HANDLES, "handling"),
        post(HANDLES, "handling", order(owner="昆山市社会治理联动中心", **HAND_BACK)),
    ),
    "field:help": (get(NONE, "handling"), post(NONE, "handling")),  # departments are called, they call nobody
    "field:support": (get(HANDLES, "handling"), post(HANDLES, "handling", asks_the_street)),
    "field:dispute": (post(HANDLES, "handling"),),
    "field:reveal": (post(HANDLES, "handling", says),),
    "field:patrol": (get(PATROLS), post(PATROLS)),
    "field:on-the-spot": (get(NONE), post(NONE)),  # only who reported it on patrol, which nobody of the scene did
    "field:whistles": (get(FIELD_FACE),),
    "field:whistle-blow": (get(PATROLS), post(PATROLS)),
    "field:whistle": (get(CHECKS_ON_THE_SPOT | HANDLES, "blown"),),
    "field:whistle-note": (post(LEADS | HANDLES, "blown", told(intent=INTENT, words="已协调")),),
    "field:whistle-sign": (post(HANDLES, "blown", told_part(intent=INTENT)),),
    "field:whistle-contact": (post(HANDLES, "called", told_part(intent=INTENT, words="已联系")),),
    "field:whistle-arrive": (post(HANDLES, "contacted", told_part(intent=INTENT, words="已到场")),),
    "field:whistle-finish": (post(HANDLES, "joined", told_part(intent=INTENT, words="已办")),),
    "field:whistle-refuse": (post(HANDLES, "blown", told_part(reason="no_legal_basis", words="无依据")),),
    "field:whistle-judge": (post(HANDLES, "concluded", told_part(due="1")),),
    "field:checks": (get(FIELD_FACE),),
    "field:check": (
        get(CHECKS_ON_THE_SPOT, "answered"),
        post(CHECKS_ON_THE_SPOT, "answered", sends(intent=INTENT, passed="1")),
        post(CHECKS_ON_THE_SPOT, "answered", sends(intent=INTENT, words="还没清完")),
    ),
    # everybody
    "portal:home": (get(ALL),),
    "portal:activities": (get(ALL), post(ALL)),
    "portal:activity": (get(ALL),),
    "portal:facilities": (get(ALL), post(ALL)),
    "portal:menu": (get(ALL),),
    "portal:service": (get(ALL),),
    "portal:facility": (get(ALL),),
    "portal:facility-closed": (post(ALL),),
    "portal:facilities-csv": (get(ALL),),
    "portal:facilities-hsds": (get(ALL),),
    "portal:circle": (get(ALL),),
    "portal:lists": (get(ALL),),
    "portal:promised": (get(ALL),),
    "portal:model": (get(ALL),),
    "portal:funds": (get(ALL),),
    "portal:fund": (get(ALL),),
    "portal:pledges": (get(ALL),),
    "portal:map": (get(ALL),),
    "portal:shapes": (get(ALL),),
    "portal:csv": (get(ALL),),
    "portal:json": (get(ALL),),
    "portal:matter": (get(NONE, "received"),),  # nobody agreed to show the matters of the scene
    "portal:circulars": (get(ALL),),
    "portal:circular": (get(NONE),),  # nobody published the circular of the scene
    "portal:circular-document": (get(NONE),),
    "portal:circular-csv": (get(NONE),),
    "portal:circular-json": (get(NONE),),
    "portal:definitions": (get(ALL),),
    "portal:duties": (get(ALL),),
    "portal:duties-csv": (get(ALL),),
    "portal:admissions": (get(ALL),),
    "portal:admission": (get(ALL),),  # the one of the scene is published
    "wall:home": (get(DESK_FACE),),
    "api:reference": (get(ALL),),
    "kit:language": (post(ALL),),
    "kit:elder": (post(ALL),),
    "kit:fresh": (get(ALL),),
    "kit:ground": (get(ALL),),
    "kit:draft": (get(NONE),),  # a photo of a form that is being filled in, by its signed name only
    "kit:photo": (get(REPORTER | SEES | HANDLES, "handling"),),
    "kit:voice": (get(REPORTER | SEES | HANDLES, "handling"),),
    # the door
    "door:phone": (get(ALL), post(ALL)),
    "door:code": (get(ALL), post(ALL)),
    "door:again": (post(ALL),),
    "door:in": (get(SIGNED_IN),),
    "account_login": (get(ALL), post(ALL)),
    "mfa_authenticate": (get(ALL), post(ALL)),
    "account_inactive": (get(ALL),),
    "account_logout": (get(ALL), post(ALL)),
    "account_reauthenticate": (get(STAFF), post(STAFF)),
    "mfa_reauthenticate": (get(STAFF), post(STAFF)),
    "account_change_password": (get(STAFF), post(STAFF)),
    "account_set_password": (get(STAFF), post(STAFF)),
    "mfa_index": (get(STAFF),),
    "mfa_activate_totp": (get(STAFF), post(STAFF)),
    "mfa_deactivate_totp": (get(STAFF), post(STAFF)),
    "mfa_view_recovery_codes": (get(NONE),),  # nobody of the cast has a second factor yet
    "mfa_generate_recovery_codes": (get(STAFF), post(STAFF)),
    "demo:pick": (get(ALL),),
    "demo:in": (post(ALL),),
}

REPORT = {
    "intent": INTENT,
    "kind": "02-01-01",
    "place": "320583100001001",
}


def joins(scene: Scene, matter: Matter) -> dict[str, Any]:
    """As somebody who stands there."""
    return {"intent": INTENT, "place": matter.place}


def said(**more: Any) -> Body:
    return lambda scene, matter: REPORT | more


def to_a_unit_by_api(scene: Scene, matter: Matter) -> dict[str, Any]:
    return {"move": "dispatch"} | to_a_unit(scene, matter)


API: dict[str, tuple[Row, ...]] = {
    "api:matters": (get(SIGNED_IN), Row("POST", ALL, "", said())),
    "api:matter": (get(SEES | REPORTER, "received"),),
    "api:matter-moves": (
        post(DESKS, "received", sends(move="accept")),
        post(DESKS, "received", sends(move="decline", reason="not_a_request", words="不属诉求")),
        post(DESKS, "received", to_a_unit_by_api),
        post(SEES, "answered", sends(move="close")),
        post(SEES, "answered", sends(move="send_back", words="还没清完")),
        post(REPORTER, "answered", sends(move="rate", solved=True)),
        post(REPORTER, "received", sends(move="withdraw")),
    ),
    "api:matter-join": (Row("POST", ALL, "received", joins),),
    "api:nearby": (get(ALL),),
    "api:orders": (get(SIGNED_IN),),  # of somebody without a unit: an empty list
    "api:order": (get(HANDLES, "handling"),),
    "api:order-moves": (
        post(HANDLES, "handling", order(move="sign")),
        post(HANDLES, "signed", order(move="start")),
        Row("POST", HANDLES, "signed", lambda scene, matter: {"move": "note", "words": "已到场"}),
        post(HANDLES, "signed", answers_by_api),
        Row("POST", HANDLES, "signed", lambda scene, matter: {"move": "contacted", "reached": True}),
        post(HANDLES, "handling", hands_back),
    ),
    "api:returns": (get(SIGNED_IN),),  # of somebody who arbitrates nowhere: an empty list
    "api:return-moves": (
        post(ABOVE_UNITS, "returning", order(move="keep", words="由你局办理")),
        post(ABOVE_UNITS, "returning", order(move="pass_on")),
    ),
    "api:photos": (post(ALL),),
    "api:voices": (post(ALL),),
    "api:kinds": (get(ALL),),
    "api:divisions": (get(ALL),),
    "api:units": (get(ALL),),
    "api:locate": (get(ALL),),
    "api:exchange-orders": (post(NONE),),  # by the signature of a partner, never by the token of a person
    "api:exchange-order": (get(NONE),),
    "api:exchange-call-backs": (post(NONE),),
    "api:exchange-answers": (get(NONE),),
    "api:exchange-acknowledged": (post(NONE),),
    "api:openapi": (get(ALL),),
    "api:missing": (get(NONE),),
}

OPEN311: dict[str, tuple[Row, ...]] = {  # writes are by the key of a partner, never by the token of a person
    "open311:discovery": (get(ALL),),
    "open311:services": (get(ALL),),
    "open311:service": (get(NONE),),  # the kind of the scene asks no questions
    "open311:requests": (get(ALL), post(NONE)),
    "open311:request": (get(NONE, "received"),),  # nobody agreed to show the matters of the scene
    "open311:token": (get(NONE),),
    "open311:updates": (get(NONE), post(NONE)),
    "open311:photo": (get(NONE),),
    "open311:root": (get(NONE),),
    "open311:missing": (get(NONE),),
}
API |= OPEN311

ALIKE = {
    "resident:follow",
    "resident:activities",
    "portal:activities",
    "resident:facilities",
    "portal:facilities",
    "door:in",
    "demo:pick",
}
"""Pages that answer GET and POST alike and change nothing by either."""
