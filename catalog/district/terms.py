"""Closed lists of the district's content; each term has a label for people."""

from catalog.vocabulary import Term


class NodeLevel(Term):
    """The three levels of the plan's network, 三（一）1."""

    DISTRICT = "district", "区社区教育学院"
    TOWN = "town", "镇（街道）社区学校"
    VILLAGE = "village", "村（社区）学习中心"


class NodeStatus(Term):
    """Whether learners can go there already."""

    PLANNED = "planned", "规划中"
    OPEN = "open", "已开放"


class Weekday(Term):
    """Days of the week, Monday first, as ISO 8601 numbers them."""

    MON = "mon", "周一"
    TUE = "tue", "周二"
    WED = "wed", "周三"
    THU = "thu", "周四"
    FRI = "fri", "周五"
    SAT = "sat", "周六"
    SUN = "sun", "周日"


class IndicatorUnit(Term):
    """What an indicator is counted in."""

    PERCENT = "percent", "百分比"
    COUNT = "count", "数量"
    PERIODS = "periods", "学时"


class IndicatorSpan(Term):
    """Which time a figure of one year is about."""

    YEARLY = "yearly", "按年计算"
    CUMULATIVE = "cumulative", "到年底累计"


class CountedFrom(Term):
    """Records of the district from which an indicator, or a part of it, can be counted."""

    PARTICIPANTS = "participants", "活动记录里的参加人次"
    PERSON_PERIODS = "person-periods", "活动记录里的人学时"
    ORGANISATIONS = "organisations", "学习型组织的记录"
