"""Which whistles the demo has: those that somebody of the role picker finds waiting, and causes of past ones."""

from __future__ import annotations

from dataclasses import dataclass

from linli.whistles.rules import Rank

PAST = 34  # spread over the streets of the county in the last ninety days, so that the figures have something to say


@dataclass(frozen=True, slots=True)
class Plan:
    """One whistle: ``hours`` ago, called for ``cause``; ``stop`` is how far it has come by now."""

    hours: float
    rank: Rank
    cause: str
    duties: tuple[str, ...]
    words: str
    stop: str  # called, signed, contacted, joined, concluded, closed, refused, absent, called_off
    result: str = "现场问题已整改，责任单位建立巡查台账，社区每周复查一次。"
    at_matter: bool = True


FOR_ROLES = (
    Plan(
        0.4,
        Rank.STREET,
        "joint_enforcement",
        ("urban_management", "police", "market"),
        "学校门口流动摊贩聚集、占道经营并售卖来源不明食品，请公安、市场监管、城管到场联合执法。",
        "called",
        at_matter=False,
    ),
    Plan(
        5,
        Rank.COMMUNITY,
        "push",
        ("urban_management", "water"),
        "雨后道路积水反复出现，社区已疏通两次仍未解决，请到场查明管网堵点。",
        "signed",
    ),
    Plan(
        26,
        Rank.COMMUNITY,
        "push",
        ("urban_management", "housing"),
        "沿街店铺违规搭建雨棚，多次劝导无效，请到场认定并督促拆除。",
        "contacted",
    ),
    Plan(
        50,
        Rank.STREET,
        "push",
        ("urban_management", "water", "environment"),
        "河道水面与岸上垃圾反复出现，居民集中反映，请到场会商长效管护。",
        "joined",
    ),
    Plan(30, Rank.COMMUNITY, "push", ("market", "urban_management"), "烧烤店油烟直排楼道，请到场检查。", "refused"),
    Plan(
        24 * 16,
        Rank.STREET,
        "hard_case",
        ("housing", "natural_resources", "urban_management"),
        "老旧小区外墙脱落，产权、维修资金和安全鉴定多头，请到场研究。",
        "absent",
    ),
    Plan(
        24 * 6,
        Rank.COMMUNITY,
        "push",
        ("urban_management", "fire"),
        "消防通道长期被占，请到场清理并划线。",
        "concluded",
        "清理占道车辆12辆、拆除私装地锁3处，通道已重新划线。",
    ),
    Plan(
        24 * 12,
        Rank.GRID,
        "emergency",
        ("emergency", "fire", "police"),
        "巡查发现围墙倾斜开裂，下方为学生上学通道，请立即到场。",
        "closed",
        "围墙已支护并围挡，当日完成拆除。",
    ),
    Plan(
        24 * 3,
        Rank.GRID,
        "push",
        ("urban_management",),
        "绿化带建筑垃圾无人认领，请到场查处。",
        "called_off",
        "施工单位已主动清运，不再需要部门到场。",
    ),
)

PAST_CAUSES = (
    ("push", ("urban_management", "water"), "群众反映集中、社区解决不了的市容问题，请到场会商。"),
    ("joint_enforcement", ("urban_management", "police", "market"), "占道经营反复回潮，请到场联合执法。"),
    ("push", ("housing", "fire"), "出租房消防隐患，请到场检查。"),
    ("emergency", ("emergency", "fire"), "疑似燃气异味，请立即到场。"),
    ("push", ("environment", "water"), "小作坊污水直排雨水井，请到场取证。"),
)
ENDINGS = ("closed", "closed", "closed", "concluded", "refused", "late", "called_off")
