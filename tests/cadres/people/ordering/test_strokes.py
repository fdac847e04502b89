"""Stroke order against the domain's golden lists, 姓氏笔画 and 姓名笔画, and against strokes of common surnames."""

import random

import pytest

from cadres.people.ordering.known import decided, packaged
from cadres.people.ordering.strokes import stroke_key, strokes_of, unknown
from tests.cadres.people.ordering.golden import GOLDEN

#: What GB 2312 lists beside characters.
RADICALS = "丨丿丶匚刂亠冫冖讠卩阝廴艹扌彳彡犭夂饣忄丬氵宀辶彐屮纟灬礻疒衤"
BY_SURNAME, BY_NAME = GOLDEN["以姓氏笔画为序"], GOLDEN["以姓名笔画为序"]


@pytest.mark.parametrize("seed", range(20))
def test_both_golden_lists_come_out_exactly_from_any_beginning(seed: int) -> None:
    names = random.Random(seed).sample(BY_SURNAME, len(BY_SURNAME))
    assert sorted(names, key=stroke_key) == BY_SURNAME
    assert sorted(names, key=lambda name: stroke_key(name, blank=False)) == BY_NAME


@pytest.mark.parametrize("entry", GOLDEN["strokes by GF 3002-1999"])
def test_strokes_of_common_surnames_are_those_of_the_standard(entry: str) -> None:
    assert strokes_of(entry[0]) == entry[1:]


def test_the_package_agrees_with_the_standard_in_every_common_surname() -> None:
    told = {entry[0]: entry[1:] for entry in GOLDEN["strokes by GF 3002-1999"]}
    known = packaged()
    assert len(told) == 112
    assert {one: known[one] for one in told} == told


def test_the_package_knows_every_character_of_gb_2312() -> None:
    cells = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    listed = "".join(cell.decode("gb2312", "ignore") for cell in cells)
    known = packaged()
    lacking = [one for one in listed if one not in known]
    assert len(listed) == 6_763
    assert len(known) == 6_939
    assert "".join(lacking) == RADICALS, "these are parts of characters, not characters"


def test_every_decision_differs_from_the_package_and_none_is_idle() -> None:
    ours, theirs = decided(), packaged()
    assert {one for one in ours if one in theirs} == set("邶炽弢彘媾皙锺雌德撅膝鲺黏麒麟酆")
    assert {one for one in ours if one not in theirs} == set("〇㛃嫪赑䶮")
    assert [one for one in ours if theirs.get(one) == ours[one]] == []


@pytest.mark.parametrize("word", ["雌此隹", "皙析白", "鲺鱼虱", "麒鹿其", "黏黍占", "炽火只", "䶮龙天", "赑贝贝贝"])
def test_a_decision_is_what_its_components_make(word: str) -> None:
    assert strokes_of(word[0]) == "".join(strokes_of(part) for part in word[1:])


@pytest.mark.parametrize(("character", "strokes"), [("字", "445521"), ("凝", "4135311345452134"), ("必", "45434")])
def test_strokes_that_sources_differed_about_are_decided(character: str, strokes: str) -> None:
    assert strokes_of(character) == strokes


def test_keys_are_texts_that_compare_as_characters_in_turn() -> None:
    assert stroke_key("王刚") == "041121" + "00738B" + "00" + "06253422" + "00521A"
    assert stroke_key("王刚", blank=False) == "041121" + "00738B" + "06253422" + "00521A"


@pytest.mark.parametrize("written_so", ["张　三", " 张三 ", "张\u00a0三"])
def test_blanks_inside_a_name_make_no_difference(written_so: str) -> None:
    assert stroke_key(written_so) == stroke_key("张三")


def test_dots_of_minority_names_make_no_difference_and_long_names_stand_by_their_first_character() -> None:
    assert stroke_key("艾力•买买提") == stroke_key("艾力·买买提") == stroke_key("艾力买买提")
    assert sorted(["张三", "买买提·艾力", "艾力"], key=stroke_key) == ["艾力", "买买提·艾力", "张三"]


def test_characters_of_the_same_strokes_stay_together() -> None:
    assert sorted(["士丙", "土乙", "士甲", "土丁"], key=stroke_key) == ["土乙", "土丁", "士丙", "士甲"]


def test_letters_unknown_characters_and_empty_names_come_last_and_in_one_order() -> None:
    strange = ["", "\U000323ae一", "Bob", "anna", "𠅤一", "王一", "　"]
    assert sorted(strange, key=stroke_key) == ["王一", "anna", "Bob", "𠅤一", "\U000323ae一", "", "　"]


def test_unknown_characters_are_named_for_a_person_to_place() -> None:
    assert unknown("王\U000323ae") == "\U000323ae"
    assert unknown("王\ue123") == "\ue123"
    assert unknown("王𠅤·Bob〇") == "𠅤"


def test_compatibility_forms_count_as_the_character_itself() -> None:
    assert stroke_key("\uf9e1一") == stroke_key("李一")


def test_a_rare_character_in_a_given_name_stands_last_among_its_surname() -> None:
    assert sorted(["李㐰", "李龙", "杜一", "杨一"], key=stroke_key) == ["杜一", "李龙", "李㐰", "杨一"]
