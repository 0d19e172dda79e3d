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


class NewsKind(Term):
    """What a piece of news is."""

    NEWS = "news", "消息"
    CASE = "case", "案例"


class Certainty(Term):
    """How well a hotline's number is founded, in words for residents."""

    SOURCED = "sourced", "有公开出处"
    SECONDARY = "sourced-secondary", "只有转述的出处"
    GENERAL = "general-knowledge", "一般都这么说，没有找到出处"


class HotlineTopic(Term):
    """What a hotline is about; the page lists them in this order."""

    EMERGENCY = "emergency", "紧急电话"
    GOVERNMENT = "government", "什么事都能问"
    SAFETY = "safety", "防骗和买东西"
    HEALTH = "health", "看病和心里难受"
    RIGHTS = "rights", "权益和法律"
    WORK = "work", "工作、社保和公积金"
    YOUTH = "youth", "青少年"
