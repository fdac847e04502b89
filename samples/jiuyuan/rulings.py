"""What the leading group ruled on those who share the score at the line of three in ten."""

from collections.abc import Iterator

from samples.jiuyuan.facts import PRINCIPAL, District


def ruling(district: District) -> Iterator[tuple[object, ...]]:
    """Of the principals; the tie among the deputies is still open."""
    yield "名额", "组别", "入选", "未入选", "决定人", "决定日期", "文号"
    forms = {one.code: sum(one.form) for one in district.leaders if one.group == PRINCIPAL}
    seats = len(forms) * 30 // 100
    line = sorted(forms.values(), reverse=True)[seats - 1]
    free = seats - sum(form > line for form in forms.values())
    tied = sorted(code for code, form in forms.items() if form == line)
    if not 0 < free < len(tied):
        raise ValueError("nobody shares the line: choose another seed")
    document = "示例考核〔2023〕2号"
    yield "登记优秀", PRINCIPAL, "、".join(tied[:free]), "、".join(tied[free:]), "领导小组", "2023-01-12", document
