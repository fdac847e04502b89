"""Forms made for tests: nobody in them exists, region 990101 is not assigned."""

import base64
import io
import zipfile
from collections.abc import Mapping
from random import Random

from PIL import Image

from cadres.people.identity import check_digit


def photo(width: int = 376, height: int = 460, kind: str = "JPEG", **saving: object) -> bytes:
    """A picture file of a coloured ground with a stripe."""
    picture, out = Image.new("RGB", (width, height), (180, 40, 40)), io.BytesIO()
    picture.paste((20, 20, 200), (0, 0, width, height // 3))
    picture.save(out, kind, **saving)
    return out.getvalue()


def id_number(born: str = "19800315", serial: int = 1) -> str:
    """A number with a valid check digit of a person born on that day."""
    first = f"990101{born}{serial:03}"
    return first + check_digit(first)


PLAIN = """\
<?xml version="1.0" encoding="utf-8"?>
<Person>
  <XingMing>王　宁</XingMing>
  <XingBie>男</XingBie>
  <ChuShengNianYue>198003</ChuShengNianYue>
  <MinZu>汉族</MinZu>
  <JiGuan>示例省示例县</JiGuan>
  <ChuShengDi>示例省示例县</ChuShengDi>
  <RuDangShiJian>200206</RuDangShiJian>
  <CanJiaGongZuoShiJian>200307</CanJiaGongZuoShiJian>
  <JianKangZhuangKuang>健康</JianKangZhuangKuang>
  <ZhuanYeJiShuZhiWu></ZhuanYeJiShuZhiWu>
  <ShuXiZhuanYeYouHeZhuanChang></ShuXiZhuanYeYouHeZhuanChang>
  <QuanRiZhiJiaoYu_XueLi>大学</QuanRiZhiJiaoYu_XueLi>
  <QuanRiZhiJiaoYu_XueWei>管理学学士</QuanRiZhiJiaoYu_XueWei>
  <QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>示例大学公共管理系</QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>
  <QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>
  </QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>
  <ZaiZhiJiaoYu_XueLi/>
  <ZaiZhiJiaoYu_XueWei/>
  <ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi/>
  <ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi/>
  <XianRenZhiWu>示例县示例镇党委副书记、镇长</XianRenZhiWu>
  <NiRenZhiWu></NiRenZhiWu>
  <NiMianZhiWu></NiMianZhiWu>
  <JianLi>1999.09--2003.07  示例大学公共管理系学习
2003.07--2016.05  示例县财政局科员
2016.05--         示例县示例镇党委副书记、镇长</JianLi>
  <JiangChengQingKuang>（无）</JiangChengQingKuang>
  <NianDuKaoHeJieGuo>2021年年度考核称职；2022年年度考核优秀。</NianDuKaoHeJieGuo>
  <RenMianLiYou></RenMianLiYou>
  <JiaTingChengYuan>
    <Item><ChengWei>妻子</ChengWei><XingMing>李　安</XingMing><ChuShengRiQi>198109</ChuShengRiQi><ZhengZhiMianMao>群众</ZhengZhiMianMao><GongZuoDanWeiJiZhiWu>示例县第一小学教师</GongZuoDanWeiJiZhiWu></Item>
    <Item><ChengWei></ChengWei><XingMing/><ChuShengRiQi/><ZhengZhiMianMao/><GongZuoDanWeiJiZhiWu/></Item>
  </JiaTingChengYuan>
  <ChengBaoDanWei></ChengBaoDanWei>
  <JiSuanNianLingShiJian>20240101</JiSuanNianLingShiJian>
  <TianBiaoShiJian>20240101</TianBiaoShiJian>
  <TianBiaoRen></TianBiaoRen>
  <ShenFenZheng>990101198003150010</ShenFenZheng>
  <ZhaoPian></ZhaoPian>
  <Version>3.2.1.16</Version>
</Person>
"""  # noqa: E501 a member of the family stands in one line, as programs write it
_BOUND = "GaiGeQianRenZhiNianLingJieXian"
_STRANGE = """<BenDiKuoZhan a="1>0" b='"'><Nei>保留 &amp; 不动</Nei><Kong/></BenDiKuoZhan>"""
WRITTEN = base64.encodebytes(photo()).decode()
#: Every element with a value, dates with dots, CDATA, comments, strange elements, attributes, CRLF, a mark in front.
RICH = (
    PLAIN.replace("198003<", "1980.03<")
    .replace("200206<", "2002.06；民盟<")
    .replace("20240101<", "2024.01.01<")
    .replace("<ZhaoPian></ZhaoPian>", f"<ZhaoPian>\n{WRITTEN}</ZhaoPian>")
    .replace(
        "<NianDuKaoHeJieGuo>2021年年度考核称职；2022年年度考核优秀。</NianDuKaoHeJieGuo>",
        "<NianDuKaoHeJieGuo><![CDATA[2021年年度考核称职；2022年年度考核优秀。]]></NianDuKaoHeJieGuo>",
    )
    .replace("<JianLi>", "<JianLi><![CDATA[").replace("</JianLi>", "]]></JianLi>")
    .replace("<Person>", "<!-- 由编辑器写成 -->\n<Person>")
    .replace("  <JianKangZhuangKuang>", "  <DaoLingNianYue>204303</DaoLingNianYue>\n  <JianKangZhuangKuang>")
    .replace("  <JiSuanNian", f"  <{_BOUND}>改革前任职年龄界限为60岁</{_BOUND}>\n  <JiSuanNian")
    .replace("  <CanJia", "  <ZhengZhiMianMao>中共党员</ZhengZhiMianMao>\n  <CanJia")
    .replace("<Version>", f"{_STRANGE}\n  <?bianji x?>\n  <Version>")
    .replace("<ZhuanYeJiShuZhiWu></", "<ZhuanYeJiShuZhiWu>高级经济师 &lt;br&gt;第二行&#11;第三行</")
    .replace("<ShuXiZhuanYeYouHeZhuanChang></", "<ShuXiZhuanYeYouHeZhuanChang>财政\x0b预算</")
    .replace("<NiRenZhiWu></", "<NiRenZhiWu>示例镇党委书记</")
    .replace("<NiMianZhiWu></", "<NiMianZhiWu>示例镇镇长</")
    .replace("<RenMianLiYou></", "<RenMianLiYou>工作&#x9700;要</")
    .replace("<ChengBaoDanWei></", "<ChengBaoDanWei>示例县委组织部</")
    .replace("<TianBiaoRen></", "<TianBiaoRen>赵六</")
    .replace("<ZaiZhiJiaoYu_XueLi/>", "<ZaiZhiJiaoYu_XueLi>中央党校研究生</ZaiZhiJiaoYu_XueLi>")
    .replace("<ZaiZhiJiaoYu_XueWei/>", '<ZaiZhiJiaoYu_XueWei note="无" />')
    .replace("\n", "\r\n")
)  # fmt: skip


def filled(values: Mapping[str, str], source: str = PLAIN) -> bytes:
    """A form with the values of some elements, written plainly, in place of those of the source."""
    for name, value in values.items():
        begin, end = source.index(f"<{name}>"), source.index(f"</{name}>")
        source = source[:begin] + f"<{name}>{value}" + source[end:]
    return source.encode()


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def noise(width: int, height: int) -> bytes:
    """A picture that does not pack well, so that it is as large as a real one."""
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), Random(1).randbytes(width * height * 3)).save(out, "JPEG", quality=90)
    return out.getvalue()


def people(count: int, *, seed: int = 1, picture: bytes | None = None) -> dict[str, bytes]:
    """So many forms of different people, by file name, each with a photo."""
    draw, value = Random(seed), base64.b64encode(picture or photo(188, 230)).decode()
    files = {}
    for number in range(count):
        born = f"{draw.randint(1965, 1995)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
        name = draw.choice("王李张刘陈杨赵黄周吴") + draw.choice("建国海波宁静一鸣思远") + draw.choice("东明华平英")
        number_of = id_number(born, number % 999 + 1)
        values = {"XingMing": name, "ShenFenZheng": number_of, "ChuShengNianYue": born[:6], "ZhaoPian": value}
        sex = "男" if int(number_of[16]) % 2 else "女"
        files[f"{name}{number_of}.lrmx"] = filled(values | {"XingBie": sex})
    return files
