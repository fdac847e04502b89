"""Numbers of people that have no place in a data book: what it tells of a subject is kept in archives for good."""

import re

from scoring.tables.texts import plain

_HEADINGS = re.compile(r"(身份证件?(号码?)?|身份号码|证件号码?|(手机|电话)(号码?)?|联系方式)$")
_ID_NUMBER = re.compile(r"(?<![\d.])\d{17}[\dXx](?![\d.])")
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.])")
CURE = "个人信息不进数据：请删去，或移到不读入的“备注”列"


def asked(heading: str) -> bool:
    """Whether a column by its heading holds numbers of people: '身份证号', '联系电话'."""
    return bool(_HEADINGS.search(heading))


def told(text: str) -> str:
    """The sort of number in a value, blanks and hyphens in it passed over: '身份证号码', '手机号码', '' for none."""
    digits = plain(text).replace("-", "")
    if _ID_NUMBER.search(digits):
        return "身份证号码"
    return "手机号码" if _MOBILE.search(digits.replace("+86", "")) else ""
