"""Names of fictional people: about three in ten are Mongolian, some of them long or with a middle dot."""

from datetime import date
from random import Random

MONGOLIAN_SHARE = 30  # percent

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MALE_GIVEN = "伟强军勇斌刚平辉鹏飞杰涛明志国建永海峰文德荣成光林宏福生龙云波宁贵瑞东山河利民新胜亮晨宇"
FEMALE_GIVEN = "芳娜敏静丽娟燕艳玲红霞梅兰英琴云莉萍洁雪琳慧颖欣婷怡佳玉凤珍秀晓春月瑶蓉薇菊宁倩"

# Mongolian names: a head and a tail.
MALE_HEADS = """
巴图 额尔德 苏和 孟和 宝音 那顺 特木尔 布和 阿拉腾 朝鲁 巴雅尔 吉日嘎拉 达布希 乌力吉 敖其尔 呼格吉
斯钦 青格乐 赛音 哈斯 满都 伊德尔 查干 格日勒 毕力格 道尔吉
"""
MALE_TAILS = """
木图 巴特尔 巴雅尔 毕力格 达来 朝克图 图格斯 宝力德 仓 乌拉 巴根 夫 吉雅 巴图 敖其尔 都仁 格日勒 套格套
"""
FEMALE_HEADS = """
乌云 娜仁 阿拉腾 斯琴 萨仁 格日勒 苏布德 塔娜 乌日娜 敖登 托娅 阿茹 通拉嘎 奥云 哈斯 其木 图雅
牡丹 金 银 龙梅 萨如拉
"""
FEMALE_TAILS = "其其格 苏布达 高娃 图雅 花 托娅 格日乐 塔娜 娜 其木格 琪木格 罕 玛 格根 德力根"
WHOLE_NAMES = {
    "男": ("额尔德木图", "苏和巴特尔", "巴图·敖其尔", "孟和·达来"),
    "女": ("乌云其其格", "阿拉腾苏布达", "娜仁·托娅", "萨仁·高娃", "斯琴·图雅"),
}


class Names:
    """Draws names. Inside one shard no name comes twice; in the whole county no name with one birth month."""

    def __init__(self, rng: Random, taken: set[tuple[str, int, int]]) -> None:
        self._rng = rng
        self._taken = taken
        self._here: set[str] = set()
        self._whole = {sex: list(names) for sex, names in WHOLE_NAMES.items()}

    def draw(self, sex: str, born: date) -> tuple[str, str]:
        """A (name, nation) that nobody has yet."""
        while True:
            name, nation = self._propose(sex)
            key = (name, born.year, born.month)
            if name not in self._here and key not in self._taken:
                self._here.add(name)
                self._taken.add(key)
                return name, nation

    def reserve(self, name: str, born: date) -> None:
        """Keep a name given on purpose (namesakes) out of further draws."""
        self._here.add(name)
        self._taken.add((name, born.year, born.month))

    def _propose(self, sex: str) -> tuple[str, str]:
        if self._rng.randrange(100) < MONGOLIAN_SHARE:
            return self._mongolian(sex), "蒙古族"
        return self._han(sex), self._rng.choices(("汉族", "蒙古族", "满族", "回族", "达斡尔族"), (88, 7, 2, 2, 1))[0]

    def _mongolian(self, sex: str) -> str:
        if self._whole[sex]:
            return self._whole[sex].pop(0)
        heads, tails = (MALE_HEADS, MALE_TAILS) if sex == "男" else (FEMALE_HEADS, FEMALE_TAILS)
        head = self._rng.choice(heads.split())
        return head + self._rng.choice([tail for tail in tails.split() if tail != head])

    def _han(self, sex: str) -> str:
        given = MALE_GIVEN if sex == "男" else FEMALE_GIVEN
        length = 1 if self._rng.randrange(4) == 0 else 2
        return self._rng.choice(SURNAMES) + "".join(self._rng.sample(given, length))
