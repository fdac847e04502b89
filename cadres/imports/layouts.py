"""What rosters hold: the columns of units and of people with their posts, and every word that heads them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cadres.imports import values
from cadres.people.identity import fault_of
from cadres.people.models import Leaving, Manner, PostLevel
from cadres.workbooks import cells, dates
from cadres.workbooks.layouts import Column
from cadres.workbooks.texts import heading_key

UNIT, PERSON = "unit", "person"
SUBJECTS = {UNIT: "单位", PERSON: "干部"}


class UnitLine(NamedTuple):
    """A row about a unit; None where the cell is blank or the sheet has no such column."""

    line: int
    order: int | None
    code: str | None
    name: str | None
    short: str | None
    category: str | None
    founded: date | None


class PersonLine(NamedTuple):
    """A row about a person and a post; None where the cell is blank or the sheet has no such column.

    `since` and `until` are the first and the last day in the post, `rank_since` the first in the rank.
    """

    line: int
    order: int | None
    code: str | None
    name: str | None
    sex: str | None
    ethnicity: str | None
    birth: values.Birth | None
    id_number: str | None
    native_place: str | None
    birthplace: str | None
    party: str | None
    member: values.Membership | None
    work_since: str | None
    health: str | None
    profession: str | None
    expertise: str | None
    education: str | None
    degree: str | None
    school: str | None
    later_education: str | None
    later_degree: str | None
    later_school: str | None
    unit: str | None
    title: str | None
    level: str | None
    manner: str | None
    since: date | None
    paper: str | None
    until: date | None
    how: str | None
    left_paper: str | None
    rank: str | None
    rank_since: date | None


class Layout(NamedTuple):
    """A kind of roster: what each row is about, its columns, the keys without which it is none, what a row becomes."""

    subject: str
    columns: Sequence[Column]
    must: tuple[str, ...]
    make: Callable[[list[object]], UnitLine | PersonLine]

    def aliases(self) -> dict[str, str]:
        """Every heading → its key."""
        table = _ALIASES[self.subject]
        return {heading_key(word): key for key, words in table.items() for word in words.split()}


_LEVELS = {
    "正职 一把手 主要负责人 主要领导 党政正职 单位正职 正科级领导职务 乡科级正职": PostLevel.PRINCIPAL,
    "副职 班子副职 领导副职 班子成员 副科级领导职务 乡科级副职": PostLevel.DEPUTY,
    "待遇干部 非领导职务 非领导 职级干部 职级公务员 待遇 非领导干部": PostLevel.NON_LEADING,
}
_MANNERS = {
    "主职 任职 现任": Manner.MAIN,
    "兼任 兼职": Manner.CONCURRENT,
    "主持工作 主持 代理 临时主持": Manner.ACTING,
    "挂职 挂任": Manner.SECONDED,
    "借调 借用": Manner.BORROWED,
    "援派 援建": Manner.AIDING,
}
_LEAVINGS = {
    "免职 免去": Leaving.DISMISSED,
    "退休 到龄退休": Leaving.RETIRED,
    "辞职 辞去 引咎辞职 责令辞职": Leaving.RESIGNED,
    "调出 调出本县 调离 转出": Leaving.GONE,
    "期满返回 期满": Leaving.RETURNED,
    "去世 逝世 病故": Leaving.DIED,
}
_SEXES = {"男 男性": "1", "女 女性": "2"}


def _words(table: Mapping[str, str]) -> dict[str, str]:
    return {word: str(value) for words, value in table.items() for word in words.split()}


#: A table of headings: an office's word for each column. The first is the one of the blank form.
_ALIASES: dict[str, dict[str, str]] = {
    UNIT: {
        "order": "序号 编号 排序 顺序",
        "code": "单位代码 单位编码 机构代码 单位编号 代码 编码",
        "name": "单位名称 单位全称 机构名称 部门名称 单位 全称 名称",
        "short": "单位简称 简称 机构简称",
        "category": "单位类别 类别 单位类型 机构类别 考核类别",
        "founded": "成立时间 设立时间 成立日期 设立日期 组建时间",
    },
    PERSON: {
        "order": "序号 排序 顺序",
        "code": "干部编号 人员编号 人员代码 干部代码",
        "name": "姓名 名字 干部姓名 人员姓名",
        "sex": "性别",
        "ethnicity": "民族 族别",
        "birth": "出生年月 出生日期 出生时间 出生年月日 出生",
        "id_number": "身份证号 身份证号码 公民身份号码 公民身份证号 公民身份证号码 居民身份证号 身份证 证件号码",
        "native_place": "籍贯",
        "birthplace": "出生地",
        "party": "政治面貌 党派 政治身份",
        "member": "入党时间 入党年月 入党日期 加入党派时间 参加党派时间 加入中共时间",
        "work_since": "参加工作时间 参加工作年月 参加工作日期 参工时间 工作时间",
        "health": "健康状况 健康",
        "profession": "专业技术职务 职称 专业技术职称",
        "expertise": "熟悉专业有何专长 专长 熟悉专业及专长",
        "education": "全日制学历 全日制教育学历 全日制教育",
        "degree": "全日制学位 全日制教育学位",
        "school": "全日制毕业院校系及专业 全日制毕业院校及专业 全日制教育毕业院校系及专业 全日制教育毕业院校及专业",
        "later_education": "在职学历 在职教育学历 在职教育",
        "later_degree": "在职学位 在职教育学位",
        "later_school": "在职毕业院校系及专业 在职毕业院校及专业 在职教育毕业院校系及专业 在职教育毕业院校及专业",
        "unit": "单位名称 单位 工作单位 所在单位 现工作单位 任职单位 所在部门 部门 工作部门 单位全称 任职情况单位",
        "title": "现任职务 职务 现职务 职务名称 担任职务 任职 现任职务名称 职务全称 任职情况职务 任职情况现任职务",
        "level": "干部类别 类别 职务类别 领导类别 职务层次 任职情况类别",
        "manner": "任职方式 任职类型",
        "since": "任现职时间 任职时间 现任职务时间 任现职年月 任职日期 任职起始时间 任现职日期 任职情况任现职时间",
        "paper": "任职文号 任职依据 任命文号",
        "until": "免职时间 离任时间 免职日期 离职时间 任职终止时间",
        "how": "免职方式 离任方式 离任原因 免职原因",
        "left_paper": "免职文号 免职依据",
        "rank": "职级 现任职级 公务员职级 职级名称 现职级",
        "rank_since": "任职级时间 任现职级时间 现职级时间 职级时间 晋升职级时间 任现职级年月",
    },
}


def first_words(subject: str) -> dict[str, str]:
    """The usual heading of each column, by its key."""
    return {key: words.split()[0] for key, words in _ALIASES[subject].items()}


#: What is another in every row: not worth remembering, or not to be.
_ONES_OWN = frozenset({"order", "code", "name", "id_number"})


def _column(subject: str, key: str, read: cells.Reader, *, must: bool = False, down: bool = False) -> Column:
    heading = _ALIASES[subject][key].split()[0]
    return Column(key, heading, read, must=must, down=down, optional=not must)


def units(categories: Mapping[str, str]) -> Layout:
    """The roster of units; `categories` word → what the register calls it. Where there is none any word is taken."""
    readers: dict[str, cells.Reader] = {
        "order": values.order,
        "code": cells.code(),
        "name": cells.unit(),
        "short": cells.unit(40),
        "category": cells.choice(dict(categories)) if categories else cells.text(20),
        "founded": dates.day,
    }
    columns = [_column(UNIT, key, read, down=key == "category") for key, read in readers.items()]
    return Layout(UNIT, columns, ("name",), UnitLine._make)


def people() -> Layout:
    """The roster of people with their posts."""
    readers: dict[str, cells.Reader] = {
        "order": values.order,
        "code": cells.code(),
        "name": cells.name(),
        "sex": cells.choice(_words(_SEXES)),
        "ethnicity": values.ethnicity,
        "birth": values.birth,
        "id_number": cells.id_number(fault_of),
        "native_place": cells.text(60),
        "birthplace": cells.text(60),
        "party": cells.text(60),
        "member": values.membership,
        "work_since": values.month_text,
        "health": cells.text(60),
        "profession": cells.text(200),
        "expertise": cells.text(200),
        "education": cells.text(60),
        "degree": cells.text(60),
        "school": cells.text(200),
        "later_education": cells.text(60),
        "later_degree": cells.text(60),
        "later_school": cells.text(200),
        "unit": cells.unit(),
        "title": cells.text(80),
        "level": cells.choice(_words(_LEVELS)),
        "manner": cells.choice(_words(_MANNERS)),
        "since": values.day_or_month,
        "paper": cells.text(80),
        "until": dates.day,
        "how": cells.choice(_words(_LEAVINGS)),
        "left_paper": cells.text(80),
        "rank": values.rank,
        "rank_since": values.day_or_month,
    }
    kept = {key: read if key in _ONES_OWN else values.remembered(read) for key, read in readers.items()}
    columns = [_column(PERSON, key, read, must=key == "name", down=key == "unit") for key, read in kept.items()]
    return Layout(PERSON, columns, ("name",), PersonLine._make)
