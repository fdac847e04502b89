"""A form is read as it is meant and written back as it was, but for what was changed."""

import tracemalloc
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.people.lrmx.elements import ELEMENTS, FAMILY, OPTIONAL
from cadres.people.lrmx.forms import Member, new_form, read_form
from cadres.people.lrmx.photos import read_photo
from cadres.people.lrmx.values import cleaned
from cadres.workbooks.faults import Unreadable
from tests.cadres.people.lrmx.sheets import PLAIN, RICH, filled

YEARS = "2021年年度考核称职；2022年年度考核优秀；2023年年度考核称职。"
GBK = PLAIN.replace('encoding="utf-8"', 'encoding="GB2312"').encode("gb18030")
ENCODED = {
    "utf-8": PLAIN.encode(),
    "with mark": b"\xef\xbb\xbf" + RICH.encode(),
    "without declaration": PLAIN.split("\n", 1)[1].encode(),
    "gbk": GBK,
    "utf-16": b"\xff\xfe" + PLAIN.replace("utf-8", "utf-16").encode("utf-16-le"),
    "utf-16 the other way round": b"\xfe\xff" + RICH.replace("utf-8", "utf-16").encode("utf-16-be"),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED.keys())
def test_nothing_changed_is_the_same_file(content: bytes) -> None:
    form = read_form(content)
    assert form.changed({}) is form
    assert form.changed({name: form.value(name) for name in ELEMENTS if name != FAMILY}).content == content


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED.keys())
def test_a_change_and_its_undoing_give_the_same_file(content: bytes) -> None:
    """Every element that has its tags apart; there the value is all that changes."""
    form = read_form(content)
    texts = {name: f"改过的<{name}>&值" for name in ELEMENTS if name != FAMILY and form.value(name) and form.has(name)}
    changed = form.changed(texts)
    assert {name: changed.value(name) for name in texts} == texts
    assert changed.family() == form.family()
    back = changed.changed({name: form.value(name) for name in texts})
    assert {name: back.value(name) for name in ELEMENTS} == {name: form.value(name) for name in ELEMENTS}


def test_only_the_changed_value_differs() -> None:
    before, after = RICH.encode(), read_form(RICH.encode()).changed({"NianDuKaoHeJieGuo": YEARS}).content
    old = "<![CDATA[2021年年度考核称职；2022年年度考核优秀。]]>".encode()
    assert after == before.replace(old, f"<![CDATA[{YEARS}]]>".encode())
    assert before.count(old) == 1


def test_values_are_cleaned_of_what_programs_leave_in_them() -> None:
    form = read_form(RICH.encode())
    assert form.value("ZhuanYeJiShuZhiWu") == "高级经济师\n第二行\n第三行"
    assert form.value("ShuXiZhuanYeYouHeZhuanChang") == "财政\n预算"
    assert form.value("RenMianLiYou") == "工作需要"
    assert form.value("QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi") == form.value("ZaiZhiJiaoYu_XueWei") == ""
    assert form.value("XingMing") == "王　宁"
    assert form.value("JianLi").split("\n")[2] == "2016.05--         示例县示例镇党委副书记、镇长"


def test_every_optional_element_is_read_and_unknown_ones_are_named() -> None:
    form = read_form(RICH.encode())
    assert {name: form.value(name) for name in OPTIONAL} == {
        "ZhengZhiMianMao": "中共党员",
        "DaoLingNianYue": "204303",
        "GaiGeQianRenZhiNianLingJieXian": "改革前任职年龄界限为60岁",
    }
    assert form.strange() == ["BenDiKuoZhan"]
    assert read_form(PLAIN.encode()).strange() == []


def test_the_family_is_read_without_its_blank_lines() -> None:
    assert read_form(PLAIN.encode()).family() == [Member("妻子", "李　安", "198109", "群众", "示例县第一小学教师")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<TianBiaoRen></TianBiaoRen>", "<TianBiaoRen>赵六 &amp; 钱七</TianBiaoRen>"),
        ("<TianBiaoRen/>", "<TianBiaoRen>赵六 &amp; 钱七</TianBiaoRen>"),
        ("<TianBiaoRen a='1>2' />", "<TianBiaoRen a='1>2'>赵六 &amp; 钱七</TianBiaoRen>"),
        ("<TianBiaoRen>\n  </TianBiaoRen>", "<TianBiaoRen>赵六 &amp; 钱七</TianBiaoRen>"),
        ("<TianBiaoRen>旧</TianBiaoRen >", "<TianBiaoRen>赵六 &amp; 钱七</TianBiaoRen >"),
        ("<TianBiaoRen><![CDATA[]]></TianBiaoRen>", "<TianBiaoRen><![CDATA[赵六 & 钱七]]></TianBiaoRen>"),
    ],
)
def test_each_way_to_write_an_element_is_kept_when_it_is_filled(before: str, after: str) -> None:
    source = PLAIN.replace("<TianBiaoRen></TianBiaoRen>", before)
    changed = read_form(source.encode()).changed({"TianBiaoRen": "赵六 & 钱七"})
    assert changed.content.decode() == PLAIN.replace("<TianBiaoRen></TianBiaoRen>", after)


def test_an_end_of_cdata_inside_a_value_does_not_end_it() -> None:
    changed = read_form(RICH.encode()).changed({"JianLi": "甲]]><Version>9</Version>\n乙"})
    assert changed.value("JianLi") == "甲]]><Version>9</Version>\n乙"
    assert changed.value("Version") == "3.2.1.16"


def test_missing_elements_are_put_where_the_format_has_them_set_in_like_their_neighbour() -> None:
    lacking = "".join(line + "\n" for line in PLAIN.splitlines() if "JianKang" not in line and "XueLi>大学" not in line)
    changed = read_form(lacking.encode()).changed({"QuanRiZhiJiaoYu_XueLi": "大学", "JianKangZhuangKuang": "健康"})
    assert changed.content.decode() == PLAIN


def test_neighbours_that_both_lack_come_in_the_order_of_the_format_before_the_first() -> None:
    source = b"<Person>\n\t<Version>1</Version>\n</Person>"
    changed = read_form(source).changed({"XingBie": "\u5973", "XingMing": "\u738b"})
    assert changed.content.decode() == (
        "<Person>\n\t<XingMing>王</XingMing>\n\t<XingBie>女</XingBie>\n\t<Version>1</Version>\n</Person>"
    )


def test_lines_of_a_changed_value_end_as_the_files_do() -> None:
    assert b"\xe7\x94\xb2\r\n\xe4\xb9\x99" in read_form(RICH.encode()).changed({"JianLi": "甲\n乙"}).content


def test_what_is_no_single_value_cannot_be_changed() -> None:
    for name in (FAMILY, "BenDiKuoZhan", "../x"):
        with pytest.raises(KeyError):
            read_form(RICH.encode()).changed({name: "x"})
        with pytest.raises(KeyError):
            new_form({name: "x"})


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_can_be_put_in_and_leaves_the_rest_alone(value: str) -> None:
    form = read_form(RICH.encode())
    for name in ("JianLi", "TianBiaoRen", "ZaiZhiJiaoYu_XueWei"):
        changed = form.changed({name: value})
        others = [other for other in ELEMENTS if other != name]
        assert [changed.value(other) for other in others] == [form.value(other) for other in others]
        assert changed.changed({name: changed.value(name)}).content == changed.content


def test_a_new_form_has_every_element_in_order_and_only_the_optional_ones_that_are_filled() -> None:
    family = [Member("妻子", "李　安", "198109", "群众", "示例县第一小学教师")]
    form = new_form({"XingMing": "王　宁", "DaoLingNianYue": "204303"}, family)
    names = [child.name for child in form.root.children]
    assert names == [name for name in ELEMENTS if name not in OPTIONAL - {"DaoLingNianYue"}]
    assert form.family() == family
    assert form.value("XingMing") == "王　宁"
    assert form.content.startswith('<?xml version="1.0" encoding="utf-8"?>\n<Person>\n  <XingMing>王　宁<'.encode())


def test_a_form_with_a_photo_keeps_its_bytes_and_the_photo_is_read_anew() -> None:
    form = read_form(RICH.encode())
    photo = read_photo(form.value("ZhaoPian"))
    assert photo
    assert (photo.width, photo.height) == (376, 460)
    assert form.changed({"XingMing": "王宁"}).value("ZhaoPian") == form.value("ZhaoPian")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE Person [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<Person><XingMing>&b;</XingMing></Person>"
)
OUTER = (
    '<?xml version="1.0"?><!DOCTYPE Person [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<Person><XingMing>&x;</XingMing></Person>"
)
HOSTILE = {
    "entities that multiply": (LAUGHS, "DOCTYPE"),
    "an outer entity": (OUTER, "DOCTYPE"),
    "an outer type": ('<!DOCTYPE Person SYSTEM "http://127.0.0.1/x.dtd"><Person><XingMing/></Person>', "DOCTYPE"),
    "an entity nobody declared": ("<Person><XingMing>&x;</XingMing></Person>", "格式有误"),
    "not closed": (PLAIN[:500], "格式有误"),
    "a raw line break": (PLAIN.replace("（无）", "无<br>"), "格式有误"),
    "another root": ("<Ren><XingMing/></Ren>", "不是干部任免审批表"),
    "nothing in it": ("<Person/>", "不是干部任免审批表"),
    "empty": ("", "格式有误"),
    "a name twice": (PLAIN.replace("<XingBie>", "<XingMing>赵六</XingMing><XingBie>"), "出现了两次：姓名"),
    "very deep": ("<Person>" + "<A>" * 50 + "</A>" * 50 + "</Person>", "嵌套过深"),
    "very many": ("<Person>" + "<A/>" * 3_000 + "</Person>", "元素过多"),
    "another encoding": ('<?xml version="1.0" encoding="Shift_JIS"?><Person><A/></Person>', "文字编码"),
    "far too large": ("<Person><A>" + "大" * 4_000_000 + "</A></Person>", "超过 10 MB"),
}


@pytest.mark.parametrize(("text", "what"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_and_broken_files_are_refused_in_words(text: str, what: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_form(text.encode())
    assert what in refusal.value.what
    assert refusal.value.cure


def test_bytes_that_are_not_what_they_declare_are_refused() -> None:
    with pytest.raises(Unreadable, match="编码与声明不符"):
        read_form(PLAIN.encode("gb18030"))
    with pytest.raises(Unreadable):
        read_form(b"\x00\x01\x02\xff" * 100)


def test_the_line_of_a_fault_is_told() -> None:
    with pytest.raises(Unreadable, match="第 29 行格式有误：起止标记不配对"):
        read_form(PLAIN.replace("</JiangChengQingKuang>", "</JiangCheng>").encode())


@pytest.mark.parametrize("text", ["<br" + " " * 3_000_000, "< " * 1_000_000, "<br/" * 500_000, "&amp;" * 500_000])
def test_endless_text_is_cleaned_in_no_time(text: str) -> None:
    begin = process_time()
    cleaned(text)
    assert process_time() - begin < 5


def test_a_tag_of_millions_of_attributes_takes_little_memory() -> None:
    """A pattern that goes back over what it has read would keep a step for each character."""
    source = '<Person><XingMing a="' + "b" * 4_000_000 + '"/></Person>'
    tracemalloc.start()
    read_form(source.encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def test_deep_strange_text_is_read_in_no_time() -> None:
    """Quotes and brackets in values, which a careless pattern would go over again and again."""
    value = "&quot;&gt;'" * 20_000
    assert read_form(filled({"JianLi": value})).value("JianLi") == "\">'" * 20_000
