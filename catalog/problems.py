"""What can be wrong with content, and how it is told.

A `Problem` is one finding at one place. Its wording is for teachers: what was found, what was expected, what to
do next. Every code has a paragraph of help here, printed by `xuetang explain CODE`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `path` is relative to the content folder's parent, `line` and `column` start at 1."""

    path: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


def printable(name: str) -> str:
    """A file's name as it can be shown: control characters, line breaks and broken bytes are written out."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


class UserError(Exception):
    """An error whose message was written for people: shown as it is, without a traceback."""


class ContentError(UserError):
    """Raised when content has problems and nothing may be built from it. `problems` is sorted and not empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(f"内容有 {len(self.problems)} 处问题")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked: its code, its name, and what a teacher should know about it."""

    code: str
    title: str
    help: str


def _rules() -> Iterator[Rule]:
    def rule(code: str, title: str, help: str) -> Rule:
        return Rule(code, title, help)

    # F: the file itself
    yield rule(
        "F01",
        "文件编码不是 UTF-8",
        "所有文件都用 UTF-8 编码保存。记事本里选“另存为”，编码选 UTF-8；其他编辑器的右下角通常可以换编码。"
        "程序不会替您转换，因为猜错编码会悄悄改掉文字。",
    )
    yield rule(
        "F02",
        "有看不见的字符",
        "控制字符、零宽字符和改变文字方向的字符看不见，却会让搜索失灵，或让一句话看起来和实际不一样。"
        "多半是从网页或聊天软件里复制来的。删掉那个位置，再手打一遍。",
    )
    yield rule(
        "F03",
        "文件太大",
        "一节课不超过 128 KB（大约四万字），图片不超过 2 MB。课太长就分成两节；照片用手机或电脑自带的工具缩小。",
    )
    yield rule(
        "F04",
        "不是普通文件",
        "快捷方式（符号链接）、硬链接和设备文件可能指到别处，把不该公开的东西带出去。请把文件本身复制过来。",
    )
    yield rule(
        "F05",
        "文件名不合适",
        "文件名就是网址，只用小写英文字母、数字和连字符，例如 02-fake-police.md、three-steps.svg。"
        "不用空格、中文、大写字母，也不用 con、aux 这类系统保留的名字。",
    )
    yield rule(
        "F06",
        "这里不该有这个文件",
        "课程文件夹里只放 index.md、课（01-名字.md）、图片（svg、png、jpg、webp）和 asked.yml。"
        "别的资料请放到别处，或者写进课文里。",
    )
    yield rule("F07", "缺少文件", "每门课要有 index.md；content/ 里要有 site.yml、categories.yml 和 targets.yml。")
    yield rule(
        "F08",
        "图片打不开或不安全",
        "图片的内容要和后缀名一致，能正常打开，边长不超过 6000 像素。SVG 只能画图形和文字，"
        "不能有脚本、样式表、外部图片和链接。可以的元素见 CONTRIBUTING.md 的“图片”一节。",
    )
    # Y: the YAML between the two --- lines
    yield rule(
        "Y01",
        "缺少开头的信息栏",
        "文件第一行是三个减号 ---，接着是标题等各项，再用一行 --- 结束，后面才是正文。",
    )
    yield rule(
        "Y02",
        "信息栏写法有误",
        "最常见的原因：冒号后面少了空格；用了全角冒号“：”；缩进用了 Tab 键；句子里有半角的“: ”而没有加引号。"
        "缩进一律用空格，同一层对齐。",
    )
    yield rule(
        "Y03",
        "不能用锚点和引用",
        "YAML 的 &名字、*名字 和 << 在这里不用。相同的内容请再写一遍。以这些符号开头的文字，用引号包起来。",
    )
    yield rule("Y04", "不能用标签", "YAML 的 !标签 在这里不用。以感叹号开头的文字，用引号包起来。")
    yield rule("Y05", "同一项写了两遍", "同一项只能写一次，否则不知道以哪个为准。删掉一个。")
    yield rule("Y06", "信息栏太长或层次太深", "信息栏不超过 32 KB、不超过 6 层。写成这样多半是缩进错了。")
    # M: the fields
    yield rule(
        "M01", "不认识的项", "只能用 CONTRIBUTING.md 里列出的项，名字用英文小写。常见原因是拼写错误，或者放错了层。"
    )
    yield rule("M02", "缺少必填的项", "必填的项见 CONTRIBUTING.md 的表格。")
    yield rule("M03", "填的内容类型不对", "该写数字的写数字，该分条的分条（每条以“- ”开头），该写一句话的写一句话。")
    yield rule(
        "M04",
        "不在可以填的词里",
        "给谁学、程度、授权、单位这些项只能从固定的词里选，见 CONTRIBUTING.md 的“可以填的词”。",
    )
    yield rule("M05", "太短、太长，太少或太多", "标题、简介和条数都有范围，为的是在手机上看得全、搜得到。")
    yield rule(
        "M06",
        "这一项只能写文字",
        "标题、简介这些项里不写 <、>、网页代码、Markdown 符号，也不换行。要强调的写到正文里。",
    )
    yield rule("M07", "日期不对", "日期写成 2026-11-23 这样：年-月-日，月和日两位数。created 不晚于 updated。")
    yield rule("M08", "网址不对", "网址以 https:// 开头，写完整。")
    yield rule(
        "M09",
        "题目写得不对",
        "单选题正好一个正确选项，多选题至少两个，判断题的选项是“对”和“错”。每个选项都要有反馈。选项不重复。",
    )
    yield rule(
        "M10",
        "审核状态不完整",
        "写了 checked 或 approved，就要写明 by（谁核对、谁审定）和 on（哪一天）；没有就如实写 draft。",
    )
    # B: the body
    yield rule(
        "B01",
        "正文里有网页代码",
        "正文只用 Markdown，不写 <div>、<br>、<script> 等网页代码，也不写注释 <!-- -->。要写小于号，用 &lt;，或写成“小于”。",
    )
    yield rule(
        "B02", "链接的类型不允许", "链接只能是 https:// 网址、同一网站的课（.md 文件）、mailto: 邮箱或 tel: 电话。"
    )
    yield rule(
        "B03",
        "链接指到了课程以外",
        "链接和图片只能指向 content/courses/ 里的文件，写相对路径，例如 03-after-loss.md 或 ../../health/first-aid/01-cpr.md。",
    )
    yield rule("B04", "链接或图片找不到", "被指向的文件不存在。检查文件名的拼写、编号和大小写。")
    yield rule("B05", "链接的小标题找不到", "# 后面的小标题在那个文件里不存在。小标题改过以后，链接要跟着改。")
    yield rule("B06", "图片没有替代文字", "写成 ![图里说了什么](图片.svg)。看不见图的人靠这段文字。")
    yield rule("B07", "图片放错了地方", "图片放在这门课的文件夹里，不引用别的网站、别的文件夹的图片。")
    yield rule("B08", "标题层次不对", "正文从 ## 开始，## 下面才用 ###，不跳级，不用单个 #（那是课的大标题）。")
    yield rule("B09", "小标题重复", "同一课里的小标题不能一样，否则目录和链接分不清。换个说法。")
    yield rule("B10", "链接没有文字", "链接要有说清去处的文字：[被骗以后怎么办](03-after-loss.md)。")
    yield rule("B11", "正文是空的", "在信息栏下面写正文。")
    yield rule("B12", "写法太复杂", "列表、引用一层套一层太深，或者一行太长（超过 5000 字）。拆开写。")
    yield rule("B13", "不认识的提示框", "提示框的种类有 note 说明、tip 窍门、warning 注意、danger 危险、example 例子。")
    # R: between files
    yield rule("R01", "类别不认识", "content/courses/ 下面的文件夹名必须是 categories.yml 里 13 个类别之一。")
    yield rule("R02", "编号重复", "同一门课里，两节课不能用同一个名字（去掉前面的数字以后）。")
    yield rule(
        "R03",
        "提到的课程或课不存在",
        "prerequisites 和 related 写“类别/课程”，例如 law/anti-fraud，那门课必须存在，也不能是自己。"
        "site.yml 的 recommended_lessons 写“类别/课程/课”，那节课必须存在。",
    )
    yield rule("R04", "先修课程互相等待", "甲课要先学乙课，乙课又要先学甲课，谁也学不了。去掉其中一个。")
    yield rule("R05", "课的顺序不对", "课从 01 开始，依次 02、03……不重复，不跳号。")
    yield rule("R06", "对应的学习目标不存在", "covers 里的每个词，都必须是课程 index.md 里某一条 outcomes 的 id。")
    yield rule(
        "R07",
        "学习目标没有课来讲",
        "课程写了学完能做到什么，就要有课来讲。给相应的课的 covers 加上它，或者从课程里去掉。",
    )
    yield rule("R08", "旧地址有冲突", "redirect_from 里的旧编号不能是现有的课，也不能写两遍。")
    yield rule("R09", "课程里没有课", "一门课至少要有一节课。")
    yield rule("R10", "图片没有用到", "课程文件夹里的图片要在课文里用到。不用的请删掉。")
    yield rule(
        "R11",
        "asked.yml 里的课不存在",
        "asked.yml 里的每一项是这门课里一节课的名字：文件名去掉前面的数字和后面的 .md，例如 fake-police。"
        "课改了名，这里也要跟着改。",
    )
    yield rule(
        "R12",
        "课程比定下的底线少",
        "targets.yml 里的 floor 是底线：课程和课不能悄悄变少。多半是误删、移错了文件夹或者没有合并好，请先找回来。"
        "确实要减少的，把那个类别的 floor 改成新的数目，和这次改动一起提交，在提交说明里写明为什么。"
        "课程多了，也可以把 floor 提高。",
    )
    # D: the district around the courses
    yield rule("D01", "学校编号重复", "network.yml 里每个学院、学校、学习中心的 id 各不相同，它也是网址的一部分。")
    yield rule("D02", "区社区教育学院不是正好一个", "network.yml 里 level: district 的正好有一条，别的都在它下面。")
    yield rule(
        "D03",
        "上级不对",
        "社区学校（town）的 parent 写区社区教育学院的 id，学习中心（village）的 parent 写社区学校的 id，学院不写 parent。",
    )
    yield rule("D04", "学校开的课程不存在", "courses 里写“类别/课程”，例如 law/anti-fraud，那门课必须存在。")
    yield rule(
        "D10", "假期重叠", "holidays.yml 里，一天只属于一个假期。连着放的两个节合成一条，名字写“国庆节、中秋节”。"
    )
    yield rule(
        "D11", "场所所属的学校不存在", "场所的 node 写 network.yml 里一条的 id；不属于哪个学校或中心的，就不写 node。"
    )
    yield rule("D12", "类别不存在", "categories 里写 categories.yml 里有的类别，例如 [law, health]。")
    yield rule(
        "D13",
        "活动的学校或场所不存在",
        "活动的 node 写 network.yml 里一条的 id，venue 写 venues 里一个文件的名字（不带 .md）。"
        "在别处办的，用 place 写一句话说清地方。",
    )
    yield rule(
        "D14",
        "活动的日期不对",
        "只办一天写 first；连着几天写 first 和 last；隔几天办一次写 first 和 repeat。first 必须是真办活动的第一天，"
        "skip 里只写本来有、临时不办的日子。一项活动不超过两年。写法见 docs/district.md 的“活动和培训”。",
    )
    yield rule("D15", "活动的结果写早了", "result 在活动全部办完以后写，date 不早于最后一天。取消了的活动没有结果。")
    yield rule(
        "D16",
        "活动的文件名被网站占用",
        "week、week-2026、all，以及 node- 和 category- 开头的名字，网站自己要用。活动的文件换一个名字。",
    )
    yield rule(
        "D17",
        "活动结果的数对不上",
        "回答满意不满意的人不多于参加的人；学时合计不多于人数乘每人学时；满意率要写明多少人回答。核对以后再填。",
    )
    yield rule(
        "D18",
        "场所、活动的正文里链到了课程文件",
        "这些正文里只写文字、https 网址和电话。要推荐课程，写在学校的 courses 里。",
    )
    yield rule(
        "D40",
        "提到的学校不存在",
        "学习型组织和荣誉的 node、教师的 nodes，写 network.yml 里的 id。名字改过以后，这里也要跟着改。",
    )
    yield rule("D41", "教师的专长不是类别", "fields 里写 categories.yml 里类别的英文名，例如 law、health。")
    yield rule(
        "D42",
        "专职教师的学历不够或没写",
        "规划三（二）1 要求专职教师学历在大专以上：education 写 college、bachelor 或 postgraduate。"
        "没有核实学历的，先写成兼职教师（part-time）或志愿者（volunteer）。",
    )
    yield rule(
        "D43",
        "没有本人的同意",
        "公开个人和家庭，要先征得同意，写 consent：on 哪天同意，scope 同意公开什么，reviewed_by 谁审核，expires 到哪天为止；"
        "未成年人由监护人同意，given_by 写 guardian。没有征得同意的，教师写 visibility: internal，家庭不写 name，个人的荣誉先不写。",
    )
    yield rule("D44", "单位没有名字", "学习型镇（街道）、村（社区）、企事业单位、机关都要写 name。家庭可以不写。")
    yield rule("D45", "同一个学习型组织写了两遍", "种类、名字、级别、等次、年份都一样的只留一条，否则会多数一个。")
    yield rule("D47", "单位不用写同意", "consent 只给个人和家庭写。项目和单位公开的是单位自己的事，不写 consent。")
    yield rule("D30", "单位写了两遍", "units.yml 里每个单位只写一条；几个单位职责相同，就各写一条，duty 写得一样。")
    yield rule("D31", "单位负责的指标不存在", "units.yml 的 indicators 写 indicators.yml 里的 id。")
    yield rule("D32", "指标编号重复", "indicators.yml 里每个指标的 id 各不相同，各年的文件靠它认指标。")
    yield rule(
        "D33",
        "没有写清数的是谁",
        "unit 是 percent 的指标，numerator 写分子数的是谁，denominator 写分母数的是谁；少了分母，各年的数没法比。"
        "数学习型组织的，写 counted_from: organisations，再用 counts 写明种类、级别和等次。",
    )
    yield rule("D34", "指标对应的类别不存在", "indicators.yml 的 categories 写 categories.yml 里的类别，例如 seniors。")
    yield rule("D35", "这一年写了不认识的指标", "indicators/年份.yml 里的 indicator 写 indicators.yml 里的 id。")
    yield rule("D36", "同一个指标在一年里写了两遍", "一年里每个指标只有一个目标、一个实际数；更正时改原来那一条。")
    yield rule(
        "D37",
        "数填得不合指标的种类",
        "percent 的指标填 numerator（分子）和 denominator（分母），由程序算百分比；count 填 value；"
        "periods（人均学时）填 value，或者分子、分母都填；能从活动记录算人学时的，可以只填分母。百分比的目标不超过 100。",
    )
    yield rule("D38", "分子分母不对", "百分比的分子是分母的一部分，不能比分母大；分母不能是 0。")
    yield rule(
        "D39",
        "统计日期早于这一年",
        "date 是这个数统计到哪一天，不会早于文件名写的年份。请检查日期，或者移到那一年的文件。",
    )
    yield rule(
        "D60",
        "热线写了两遍",
        "hotlines.yml 里一个号码只写一条。号码一样、用处不同的，写在同一条的 purpose 里。",
    )
    yield rule("D61", "消息或热线的类别不存在", "categories 里写 categories.yml 里的编号，例如 law、health。")
    yield rule(
        "D62",
        "消息放不到该放的地方",
        "文件名不能只是年份和月份（那是按月归档的网址），写成 2026-11-29-open-day.md 这样。"
        "node 写 network.yml 里学校的 id；和哪所学校都没有关系的，不写。",
    )
    yield rule("D63", "消息里提到的课不存在", "正文里链接的课，那个 .md 文件要在 content/courses/ 里。")
    yield rule("D64", "居民路线的编号重复", "paths.yml 里每条路线的 id 各不相同，它也是网址的一部分。")
    yield rule(
        "D65",
        "居民路线里的课程或热线不存在",
        "courses 里每条的 course 写“类别/课程”，那门课必须存在，不写两遍；hotlines 里的号码要先写在 hotlines.yml 里。",
    )


RULES: dict[str, Rule] = {rule.code: rule for rule in _rules()}
