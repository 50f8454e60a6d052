"""What each post may do. One table that a street office can read; ``orgs.authority`` asks it.

A grant counts for places inside the post's area (its grid, community, town or county) and for the work orders of the
post's own organisation. The three administrators have no grant on anything residents said (GB/T 22239-2019 8.1.4.2).
"""

from __future__ import annotations

from enum import StrEnum

from linli.orgs.models import Role


class Grant(StrEnum):
    SEE_MATTERS = "see_matters"  # open a matter of the area
    REPORT_FOR_OTHERS = "report_for_others"  # enter what somebody said on the phone or at the desk
    ACCEPT = "accept"  # accept, decline, merge
    DISPATCH = "dispatch"  # send work orders to units
    CHECK = "check"  # 核查: confirm or send back, close
    HANDLE = "handle"  # sign, note and answer work orders of one's own unit
    SUPERVISE = "supervise"  # 督办: ask a unit below for a reply by a time
    DECIDE_TIME = "decide_time"  # extensions and pauses that a unit below asks for
    ARBITRATE = "arbitrate"  # orders that a unit below hands back
    COORDINATE = "coordinate"  # what nobody takes although it was arbitrated
    CALL_BACK = "call_back"  # 回访: ask reporters for their word on the result
    REVEAL = "reveal"  # see a reporter's contact in the clear, with a purpose, on record
    IMPORT = "import"  # load messages, divisions, grids
    EXCHANGE = "exchange"  # keys of other systems, and what goes back to the hotline
    SEE_FIGURES = "see_figures"
    HOLD_ACTIVITIES = "hold_activities"  # make, publish, call off activities of one's area, say who was there
    LEGAL_HOLD = "legal_hold"  # 保全: let nothing of a matter be erased, and lift that again
    EXCLUDE = "exclude"  # 剔除: decide that a matter does not count in the rates of the unit that asks
    ISSUE_CIRCULAR = "issue_circular"  # prepare, issue, correct and publish the monthly circular
    SET_RULES = "set_rules"  # change catalogue, routing, calendar
    SET_LISTS = "set_lists"  # write duty lists: the county's, or a street's own small powers
    ASK_ADMISSION = "ask_admission"  # ask to hand a task down, for one's own unit
    DECIDE_ADMISSION = "decide_admission"  # review, admit, refuse, publish what others ask
    RECORD_BURDEN = "record_burden"  # note what one's own unit was asked from above
    MANAGE_POSTS = "manage_posts"
    READ_LOG = "read_log"
    BLOW_WHISTLE = "blow_whistle"  # call departments to the spot, lead what was blown on one's level or below
    ANSWER_WHISTLE = "answer_whistle"  # sign, contact, come, refuse for one's own department
    DECIDE_REFUSALS = "decide_refusals"  # arbiter between a whistler and a department
    SET_SECOND_PAIR = "set_second_pair"  # whether refusals of desks in one's area wait for another person
    OFFER_THANKS = "offer_thanks"  # 回馈: offers of merchants and causes in one's community
    REDEEM = "redeem"  # enter codes at the counter of one's own unit
    SET_CAUSES = "set_causes"  # add and end causes of whistles in one's area
    GIVE_OUT_ORDERS = "give_out_orders"  # orders for services of one's area: find units, plan group days, switch off
    SERVE_ORDERS = "serve_orders"  # accept, decline, bring services for one's own unit
    KEEP_BODIES = "keep_bodies"  # party bodies of one's area: found, seats, ground, pairs, homes they answer for
    KEEP_REPORT_INS = "keep_report_ins"  # 双报到: confirm who reports in, post and confirm tasks, comment, show pledges
    KEEP_MEMBERS = "keep_members"  # own unit: its report-in, tasks done by its members, comments on them
    KEEP_FACILITIES = "keep_facilities"  # what is told of service centres, rest stations, libraries of one's area
    DECLARE_CRISIS = "declare_crisis"  # 平战结合: begin and end a crisis of one's area
    ALLOT_PLACES = "allot_places"  # 床位、分拣位: say how many there are and who has one
    FOUND_MERCHANTS = "found_merchants"  # 加盟商家: found one with its counter and its first offer
    KEEP_COMMONS = "keep_commons"  # 三张清单: needs, resources and projects of the communities of one's area
    KEEP_HOMES = "keep_homes"  # households of one's area or grid: read masked, write, show a contact for a purpose
    STAND_BY = "stand_by"  # 共建: claim needs, offer resources and keep the yearly list of one's own unit


TABLE: dict[Role, frozenset[Grant]] = {
    Role.GRID_WORKER: frozenset(
        {
            Grant.SEE_MATTERS,
            Grant.REPORT_FOR_OTHERS,
            Grant.HANDLE,
            Grant.CHECK,
            Grant.BLOW_WHISTLE,
            Grant.KEEP_HOMES,
        }
    ),
    Role.GRID_HEAD: frozenset(
        {
            Grant.SEE_MATTERS,
            Grant.REPORT_FOR_OTHERS,
            Grant.HANDLE,
            Grant.CHECK,
            Grant.BLOW_WHISTLE,
            Grant.KEEP_HOMES,
        }
    ),
    Role.COMMUNITY_DESK: frozenset(
        {
            Grant.SEE_MATTERS,
            Grant.REPORT_FOR_OTHERS,
            Grant.ACCEPT,
            Grant.DISPATCH,
            Grant.CHECK,
            Grant.HANDLE,
            Grant.CALL_BACK,
            Grant.REVEAL,
            Grant.SEE_FIGURES,
            Grant.HOLD_ACTIVITIES,
            Grant.BLOW_WHISTLE,
            Grant.RECORD_BURDEN,
            Grant.KEEP_BODIES,
            Grant.KEEP_FACILITIES,
            Grant.KEEP_HOMES,
            Grant.KEEP_COMMONS,
            Grant.OFFER_THANKS,
            Grant.REDEEM,
            Grant.KEEP_REPORT_INS,
            Grant.KEEP_MEMBERS,
            Grant.GIVE_OUT_ORDERS,
            Grant.SERVE_ORDERS,
        }
    ),
    Role.STREET_DESK: frozenset(
        {
            Grant.SEE_MATTERS,
            Grant.REPORT_FOR_OTHERS,
            Grant.ACCEPT,
            Grant.DISPATCH,
            Grant.CHECK,
            Grant.HANDLE,
            Grant.SUPERVISE,
            Grant.DECIDE_TIME,
            Grant.ARBITRATE,
            Grant.CALL_BACK,
            Grant.REVEAL,
            Grant.LEGAL_HOLD,
            Grant.SEE_FIGURES,
            Grant.HOLD_ACTIVITIES,
            Grant.SET_LISTS,
            Grant.BLOW_WHISTLE,
            Grant.ANSWER_WHISTLE,
            Grant.SET_SECOND_PAIR,
            Grant.SET_CAUSES,
            Grant.ASK_ADMISSION,
            Grant.RECORD_BURDEN,
            Grant.KEEP_BODIES,
            Grant.KEEP_FACILITIES,
            Grant.DECLARE_CRISIS,
            Grant.ALLOT_PLACES,
            Grant.SERVE_ORDERS,
            Grant.KEEP_COMMONS,
            Grant.STAND_BY,
        }
    ),
    Role.DEPARTMENT_HANDLER: frozenset(
        {
            Grant.HANDLE,
            Grant.REVEAL,
            Grant.ANSWER_WHISTLE,
            Grant.ASK_ADMISSION,
            Grant.SERVE_ORDERS,
            Grant.STAND_BY,
            Grant.KEEP_MEMBERS,
        }
    ),
    Role.DEPARTMENT_HEAD: frozenset({Grant.HANDLE, Grant.ANSWER_WHISTLE}),
    Role.CENTRE_DESK: frozenset(
        {
            Grant.SEE_MATTERS,
            Grant.REPORT_FOR_OTHERS,
            Grant.ACCEPT,
            Grant.DISPATCH,
            Grant.CHECK,
            Grant.SUPERVISE,
            Grant.DECIDE_TIME,
            Grant.ARBITRATE,
            Grant.COORDINATE,
            Grant.CALL_BACK,
            Grant.REVEAL,
            Grant.IMPORT,
            Grant.EXCHANGE,
            Grant.LEGAL_HOLD,
            Grant.SEE_FIGURES,
            Grant.HOLD_ACTIVITIES,
            Grant.EXCLUDE,
            Grant.ISSUE_CIRCULAR,
            Grant.SET_RULES,
            Grant.SET_LISTS,
            Grant.DECIDE_REFUSALS,
            Grant.SET_SECOND_PAIR,
            Grant.SET_CAUSES,
            Grant.DECIDE_ADMISSION,
            Grant.KEEP_BODIES,
            Grant.KEEP_FACILITIES,
            Grant.DECLARE_CRISIS,
            Grant.FOUND_MERCHANTS,
            Grant.KEEP_COMMONS,
        }
    ),
    Role.SECRETARY: frozenset({Grant.SEE_MATTERS, Grant.SEE_FIGURES, Grant.KEEP_MEMBERS}),
    Role.PART_TIME_MEMBER: frozenset(),
    Role.MERCHANT_COUNTER: frozenset({Grant.REDEEM, Grant.SERVE_ORDERS}),
    Role.PARTY_HEAD: frozenset({Grant.KEEP_MEMBERS}),
    Role.PARTY_ADVISER: frozenset(),
    Role.AREA_KEEPER: frozenset(),
    Role.PARTNER_CONTACT: frozenset({Grant.STAND_BY, Grant.SERVE_ORDERS, Grant.KEEP_MEMBERS}),
    Role.SYSTEM_ADMIN: frozenset({Grant.SET_RULES}),
    Role.SECURITY_ADMIN: frozenset({Grant.MANAGE_POSTS}),
    Role.AUDITOR: frozenset({Grant.READ_LOG}),
}

# what the command line may do without a person: fill an empty house, and let the first administrator in
SYSTEM_GRANTS = frozenset(
    {
        Grant.IMPORT,
        Grant.EXCHANGE,
        Grant.SET_RULES,
        Grant.SET_LISTS,
        Grant.MANAGE_POSTS,
        Grant.KEEP_FACILITIES,
        Grant.KEEP_COMMONS,
        Grant.KEEP_BODIES,
    }
)
