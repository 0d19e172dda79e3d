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


class ConsentGiver(Term):
    """Who agreed that something of a person may be shown; never a name."""

    SELF = "self", "本人"
    GUARDIAN = "guardian", "监护人"


class OrganisationKind(Term):
    """Kinds of learning organisations, 三（三）1."""

    TOWN = "learning-town", "学习型镇（街道）"
    VILLAGE = "learning-village", "学习型村（社区）"
    ENTERPRISE = "enterprise", "学习型企事业单位"
    ORGAN = "organ", "学习型机关"
    FAMILY = "family", "学习型家庭"


class OrganisationRank(Term):
    """Which government named a learning organisation."""

    COUNTY = "county", "区级"
    CITY = "city", "市级"


class OrganisationGrade(Term):
    """How far a learning organisation has come."""

    PILOT = "pilot", "实验"
    MODEL = "model", "示范"


class HonourKind(Term):
    """What is honoured, 三（一）6 and 四（五）."""

    BRAND = "brand", "终身学习品牌项目"
    SPECIALITY = "speciality", "一村一品特色项目"
    STAR = "star", "百姓学习之星"
    UNIT = "advanced-unit", "先进单位"
    PERSON = "advanced-person", "先进个人"

    @property
    def is_person(self) -> bool:
        """Whether it goes to a person, so that it needs consent."""
        return self in (HonourKind.STAR, HonourKind.PERSON)


class TeacherKind(Term):
    """The three groups of 三（二）."""

    FULL_TIME = "full-time", "专职教师"
    PART_TIME = "part-time", "兼职教师"
    VOLUNTEER = "volunteer", "志愿者"


class Education(Term):
    """What a teacher has finished."""

    SECONDARY = "secondary", "高中（中专）及以下"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    POSTGRADUATE = "postgraduate", "研究生"


class Visibility(Term):
    """Whether an entry may be shown at all."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "不公开"


class StaffingGap(Term):
    """What a town's school lacks of what the plan requires: 三（一）1 a place, 三（二）1 and 2 the people."""

    FULL_TIME = "no-full-time", "专职教师待补充"
    PART_TIME = "no-part-time", "兼职教师待补充"
    VOLUNTEERS = "no-volunteers", "志愿者队伍待补充"
    PLACE = "no-place", "教育场所待补充"


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
