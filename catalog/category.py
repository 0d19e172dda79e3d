"""The 13 categories of community education, the site's own settings, and the targets of coverage."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.fields import STRICT, Address, LessonId, Phrase, Sentence, Slug, Summary, WholeNumber, unique
from catalog.vocabulary import Audience, Unit

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Colours:
    """A category's colours: text on white, text on the dark page, and the tint behind its panels."""

    light: Colour
    dark: Colour
    tint: Colour


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Category:
    """One of the plan's 13 categories of community education."""

    slug: Slug
    name: Annotated[Phrase, Field(description="规划里的正式名称")]
    short: Annotated[Phrase, Field(description="界面上的短名，2–4 个字")]
    icon: Annotated[Slug, Field(description="Material 图标名")]
    colours: Colours
    description: Summary
    units: Annotated[tuple[Unit, ...], AfterValidator(unique)] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Floor:
    """What a category has and may not lose without somebody lowering this on purpose."""

    courses: Annotated[WholeNumber, Field(ge=0)] = 0
    lessons: Annotated[WholeNumber, Field(ge=0)] = 0


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class CategoryTarget:
    """What one category should reach."""

    category: Slug
    courses: Annotated[WholeNumber, Field(ge=0)]
    lessons: Annotated[WholeNumber, Field(ge=0)]
    periods: Annotated[WholeNumber, Field(ge=0, description="学时")] = 0
    audiences: Annotated[tuple[Audience, ...], AfterValidator(unique)] = ()
    reviewed_percent: Annotated[WholeNumber, Field(ge=0, le=100, description="已核对或已审定的课程所占百分比")] = 0
    floor: Annotated[Floor | None, Field(description="课程和课不能少于这个数")] = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Site:
    """What is said once for the whole site (`content/site.yml`)."""

    name: Phrase
    tagline: Sentence
    district: Phrase
    attribution: Annotated[Phrase, Field(description="转载时的署名")]
    minutes_per_period: Annotated[WholeNumber, Field(ge=1, description="1 学时等于几分钟")] = 45
    annual_periods: Annotated[WholeNumber, Field(ge=1, description="规划要求的每人每年学时")] = 30
    search_examples: Annotated[
        tuple[Phrase, ...], Field(max_length=5, description="首页搜索框下面的例子"), AfterValidator(unique)
    ] = ()
    recommended_lessons: Annotated[
        tuple[LessonId, ...], Field(max_length=6, description="没搜到时推荐的课"), AfterValidator(unique)
    ] = ()
    url: Annotated[Address | None, Field(description="公开网址；没有定下来就不填")] = None
    report_url: Annotated[Address | None, Field(description="接收“报告问题”的网页")] = None
    report_email: Annotated[
        str | None, Field(pattern=r"^[^@\s<>\"']+@[a-z0-9.-]+\.[a-z]+$", description="接收“报告问题”的邮箱")
    ] = None
