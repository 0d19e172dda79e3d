"""Closed lists: the words a field may take, with the Chinese that residents read."""

from enum import StrEnum


class Term(StrEnum):
    """A word of a closed list; its value is written in content and URLs, its label is shown."""

    label: str

    def __new__(cls, value: str, label: str) -> "Term":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Audience(Term):
    """Whom a course is for; the groups named by the district's plan for 2019–2023."""

    RESIDENTS = "residents", "全体居民"
    SENIORS = "seniors", "老年人"
    WOMEN = "women", "妇女"
    FAMILIES = "families", "夫妻与家庭"
    PARENTS = "parents", "家长"
    CAREGIVERS = "caregivers", "照护者"
    TEENS = "teens", "青少年"
    WORKERS = "workers", "在职职工"
    JOBSEEKERS = "jobseekers", "求职与失业人员"
    FARMERS = "farmers", "农村居民"
    MIGRANTS = "migrants", "外来务工人员"
    DISABLED = "disabled", "残疾人及家属"
    NEEDY = "needy", "困难家庭"
    TEACHERS = "teachers", "社区教师与志愿者"


class Level(Term):
    """How much a learner must know before starting."""

    BEGINNER = "beginner", "入门"
    INTERMEDIATE = "intermediate", "进阶"
    ADVANCED = "advanced", "提高"


class Duration(Term):
    """How long a lesson takes, in steps that residents can choose. The bounds follow the lessons there are: nearly all
    take 8 to 13 minutes."""

    TO_10 = "to-10", "10 分钟以内"
    TO_12 = "to-12", "11～12 分钟"
    TO_20 = "to-20", "13～20 分钟"
    OVER_20 = "over-20", "20 分钟以上"

    @classmethod
    def of(cls, minutes: int) -> "Duration":
        """The step in which a lesson of so many minutes falls."""
        for most, step in ((10, cls.TO_10), (12, cls.TO_12), (20, cls.TO_20)):
            if minutes <= most:
                return step
        return cls.OVER_20


class ReviewStatus(Term):
    """How far the facts of a course have been examined; shown wherever the course is shown."""

    DRAFT = "draft", "草稿，尚未核对"
    CHECKED = "checked", "已对照来源核对"
    APPROVED = "approved", "已审定"


class QuestionKind(Term):
    """How a quiz question is answered."""

    SINGLE = "single", "单选"
    MULTIPLE = "multiple", "多选"
    TRUEFALSE = "truefalse", "判断"


class Place(Term):
    """Where an activity is done."""

    HOME = "home", "在家做"
    GROUP = "group", "几个人一起做"
    OUTSIDE = "outside", "出门做"


class Licence(Term):
    """Licences under which content may be published (SPDX identifiers)."""

    CC_BY = "CC-BY-4.0", "知识共享 署名 4.0 国际"
    CC_BY_SA = "CC-BY-SA-4.0", "知识共享 署名—相同方式共享 4.0 国际"
    CC0 = "CC0-1.0", "知识共享 公有领域贡献 1.0"

    @property
    def url(self) -> str:
        """Address of the licence's deed in Chinese."""
        return {
            "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
            "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/deed.zh-hans",
            "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/deed.zh-hans",
        }[self.value]


class Unit(Term):
    """The 18 responsible units in the annex of the district's plan for 2019–2023."""

    EDUCATION = "education", "区教育和体育局"
    ORGANISATION = "organisation", "区委组织部"
    PUBLICITY = "publicity", "区委宣传部"
    CULTURE = "culture", "区文化广播电视和旅游局"
    CIVILITY = "civility", "区文明办"
    STAFFING = "staffing", "区委编办"
    ORGANS = "organs", "区直机关工委"
    DEVELOPMENT = "development", "区发展和改革局"
    SCIENCE = "science", "区科学技术局"
    CIVIL_AFFAIRS = "civil-affairs", "区民政和扶贫开发局"
    FINANCE = "finance", "区财政局"
    LABOUR = "labour", "区人力资源和社会保障局"
    AGRICULTURE = "agriculture", "区农业农村和交通运输局"
    HEALTH = "health", "区卫生健康局"
    UNIONS = "unions", "区总工会"
    YOUTH_LEAGUE = "youth-league", "团区委"
    WOMEN_FEDERATION = "women-federation", "区妇联"
    DISABLED_FEDERATION = "disabled-federation", "区残联"
