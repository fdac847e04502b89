"""Order by pinyin: surname readings of the domain's list, compound surnames, and names that have no sound."""

import random

import pytest

from cadres.people.ordering.pinyin import Sound, pinyin_key, readings_of, sounds, surname_of
from tests.cadres.people.ordering.golden import GOLDEN

SURNAMES = {
    "单": "shan4", "曾": "zeng1", "仇": "qiu2", "解": "xie4", "查": "zha1", "区": "ou1", "朴": "piao2", "盖": "ge3",
    "任": "ren2", "翟": "zhai2", "覃": "qin2", "缪": "miao4", "秘": "bi4", "员": "yun4", "召": "shao4", "折": "she2",
    "种": "chong2", "黑": "he4", "逄": "pang2", "华": "hua4", "燕": "yan1", "尉": "wei4", "万": "wan4", "吕": "lv3",
}  # fmt: skip


def spoken(name: str, surname_as: str = "") -> str:
    return " ".join(f"{syllable}{tone}" for syllable, tone in sounds(name, surname_as))


@pytest.mark.parametrize(("surname", "sound"), SURNAMES.items())
def test_surnames_are_read_as_surnames(surname: str, sound: str) -> None:
    assert spoken(f"{surname}一明") == f"{sound} yi1 ming2"
    assert spoken(surname) == sound


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("尉迟恭", "yu4 chi2 gong1"),
        ("万俟明", "mo4 qi2 ming2"),
        ("单于明", "chan2 yu2 ming2"),
        ("长孙明", "zhang3 sun1 ming2"),
        ("欧阳东", "ou1 yang2 dong1"),
        ("单于", "shan4 yu2"),
        ("李长春", "li3 chang2 chun1"),
        ("朱子明", "zhu1 zi3 ming2"),
        ("单　雄", "shan4 xiong2"),
    ],
)
def test_whole_names_are_read(name: str, sound: str) -> None:
    assert spoken(name) == sound


def test_a_golden_list_comes_out_exactly_from_any_beginning() -> None:
    wanted = GOLDEN["以姓氏拼音为序"]
    for seed in range(20):
        assert sorted(random.Random(seed).sample(wanted, len(wanted)), key=pinyin_key) == wanted


def test_syllables_come_before_tones_before_strokes() -> None:
    assert sorted(["李安", "黎安", "厉安", "励安", "李暗"], key=pinyin_key) == ["黎安", "李安", "李暗", "厉安", "励安"]


def test_a_family_that_reads_its_surname_otherwise_is_taken_at_its_word() -> None:
    assert readings_of("覃") == ("qin2", "tan2")
    assert sounds("覃刚", "tan2") == [Sound("tan", 2), Sound("gang", 1)]
    assert sounds("闾丘明", "Lü qiu")[0] == Sound("lv", 0)
    assert pinyin_key("覃刚", "tan2") > pinyin_key("仇英") > pinyin_key("覃刚")


@pytest.mark.parametrize("reading", ["tan2 x2", "谭", "tan2tan2 3"])
def test_what_is_no_reading_of_the_surname_is_refused(reading: str) -> None:
    with pytest.raises(ValueError, match="not a reading"):
        sounds("覃刚", reading)


def test_no_surname_is_sought_in_names_with_a_dot_and_none_in_foreign_ones() -> None:
    assert surname_of("单增·多吉") == surname_of("Bob") == surname_of("") == ""
    assert spoken("单增·多吉") == "dan1 zeng1 duo1 ji2"


def test_names_without_sounds_come_last_and_in_one_order() -> None:
    strange = ["", "\U000323ae一", "Bob", "anna", "张三", "\U000323ae二"]
    assert sorted(strange, key=pinyin_key) == ["张三", "anna", "Bob", "\U000323ae二", "\U000323ae一", ""]
