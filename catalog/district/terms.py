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


class VenueKind(Term):
    """Kinds of places that the plan, 三（一）3 and 4, wants to be open to residents or tied into the network."""

    MUSEUM = "museum", "博物馆"
    LIBRARY = "library", "图书馆"
    CULTURAL_CENTRE = "cultural-centre", "文化馆"
    SPORTS = "sports", "体育场地"
    YOUTH_CENTRE = "youth-centre", "青少年校外活动中心"
    PRACTICE_BASE = "practice-base", "综合实践基地"
    CULTURAL_STATION = "cultural-station", "乡镇文化站"
    DISTANCE_LEARNING = "distance-learning", "党员远程教育站点"


class OnHolidays(Term):
    """What a place does on public holidays."""

    OPEN = "open", "照常开放"
    CLOSED = "closed", "不开放"


class ActivityKind(Term):
    """What is held."""

    TRAINING = "training", "培训"
    LECTURE = "lecture", "讲座"
    EVENT = "event", "活动"
    EXAM = "exam", "考试"


class Programme(Term):
    """What several activities belong to together."""

    LEARNING_WEEK = "learning-week", "全民终身学习活动周"


class Rhythm(Term):
    """How an activity comes back."""

    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"


class WeekOfMonth(Term):
    """Which of a month's Mondays, Tuesdays …"""

    FIRST = "first", "第一个"
    SECOND = "second", "第二个"
    THIRD = "third", "第三个"
    FOURTH = "fourth", "第四个"
    LAST = "last", "最后一个"
