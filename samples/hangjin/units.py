"""The 110 units of the banner in protocol order: name, short name and line of work."""

from datetime import date

from samples.hangjin.facts import CATEGORIES, LETTERS, Unit

FOUNDED = {"旗行政审批服务局": date(2016, 7, 15)}
# No principal on the year's last day.
VACANT = ("共青团示例旗委员会", "旗科学技术协会", "旗红十字会", "旗人民防空办公室", "旗图书馆", "旗盐务局")

PARTY = """
旗纪委监察局:纪委监察局:监督执纪 旗委办公室:旗委办:文电会务 旗人大常委会办公室:人大办:代表联络
旗政协办公室:政协办:提案办理 旗委组织部:组织部:组织建设 旗委宣传部:宣传部:宣传思想 旗委统战部:统战部:统一战线
旗委政法委员会:政法委:平安建设 旗委机构编制委员会办公室:编办:机构编制 旗直属机关工作委员会:机关工委:机关党建
旗委督查室:督查室:督促检查 旗委老干部局:老干部局:老干部服务 旗委党校:党校:干部培训
旗委农村牧区工作办公室:农牧办:农村牧区改革 旗信访局:信访局:信访化解 旗档案局:档案局:档案管理
旗总工会:总工会:职工服务 共青团示例旗委员会:团旗委:青少年 旗妇女联合会:妇联:妇女儿童
旗工商业联合会:工商联:非公经济 旗科学技术协会:科协:科学普及 旗文学艺术界联合会:文联:文艺创作
旗残疾人联合会:残联:助残服务 旗红十字会:红十字会:人道救助
"""
GOVERNMENT = """
旗政府办公室:政府办:政务运转 旗发展和改革局:发改局:项目建设 旗经济和信息化局:经信局:工业经济
旗教育体育局:教体局:教育体育 旗科学技术局:科技局:科技创新 旗民族事务局:民族局:民族工作
旗公安局:公安局:社会治安 旗民政局:民政局:社会救助 旗司法局:司法局:普法宣传 旗财政局:财政局:财政收支
旗人力资源和社会保障局:人社局:就业社保 旗住房和城乡建设局:住建局:城镇建设 旗交通运输局:交通局:交通建设
旗农牧业局:农牧业局:农牧业生产 旗水务局:水务局:水利建设 旗林业局:林业局:生态建设
旗文化新闻出版广电局:文广局:公共文化 旗卫生和计划生育局:卫计局:卫生计生 旗审计局:审计局:审计监督
旗统计局:统计局:统计调查 旗安全生产监督管理局:安监局:安全生产 旗市场监督管理局:市监局:市场监管
旗环境保护局:环保局:环境保护 旗城市管理综合执法局:城管局:城市管理 旗扶贫开发办公室:扶贫办:脱贫攻坚
旗旅游局:旅游局:旅游发展 旗商务局:商务局:商贸流通 旗粮食局:粮食局:粮食储备 旗能源局:能源局:能源管理
旗招商局:招商局:招商引资 旗政府法制办公室:法制办:依法行政 旗政府金融工作办公室:金融办:金融服务
旗人民防空办公室:人防办:人民防空 旗行政审批服务局:审批局:行政审批
"""
SOCIAL = """
旗蒙古族中学:蒙古族中学:教学质量 旗第一中学:一中:教学质量 旗第二中学:二中:教学质量
旗职业中学:职业中学:职业教育 旗蒙古族小学:蒙古族小学:素质教育 旗第一小学:一小:素质教育
旗人民医院:人民医院:医疗服务 旗蒙医综合医院:蒙医院:蒙医药服务 旗妇幼保健院:妇幼保健院:妇幼健康
旗疾病预防控制中心:疾控中心:疾病防控 旗卫生监督所:卫生监督所:卫生监督 旗文化馆:文化馆:群众文化
旗图书馆:图书馆:全民阅读 旗博物馆:博物馆:文物保护 旗乌兰牧骑:乌兰牧骑:惠民演出
旗广播电视台:广播电视台:新闻宣传 旗社会保险事业管理局:社保局:社会保险 旗就业服务局:就业局:就业服务
旗医疗保险事业管理局:医保局:医疗保险 旗房产管理局:房管局:住房保障 旗公路养护管理所:公路养护所:公路养护
旗农牧业技术推广中心:农技中心:农技推广 旗动物疫病预防控制中心:动物疫控中心:动物防疫
旗水利工程管理中心:水利中心:水利管护 旗国有林场管理中心:林场中心:林场管护
旗公共资源交易中心:交易中心:公共资源交易
"""
VERTICAL = """
旗国家税务局:国税局:税收征管 旗地方税务局:地税局:税收征管 旗国土资源局:国土局:国土资源
旗气象局:气象局:气象服务 旗人民法院:法院:审判执行 旗人民检察院:检察院:检察监督 旗烟草专卖局:烟草局:专卖管理
旗供电分局:供电局:电力保障 旗邮政分公司:邮政公司:邮政服务 人民银行示例旗支行:人行:金融稳定
旗公安消防大队:消防大队:消防安全 旗盐务局:盐务局:食盐专营
"""
TOWNSHIPS = """
青柳镇:青柳镇:镇域发展 白泉镇:白泉镇:镇域发展 云杉镇:云杉镇:镇域发展 沙枣湾镇:沙枣湾镇:镇域发展
红柽镇:红柽镇:镇域发展 长滩河镇:长滩河镇:镇域发展 月亮井镇:月亮井镇:镇域发展 石门沟镇:石门沟镇:镇域发展
金穗镇:金穗镇:镇域发展 塔林希热苏木:塔林希热苏木:牧区发展 乌兰查达苏木:乌兰查达苏木:牧区发展
呼和陶勒苏木:呼和陶勒苏木:牧区发展 阿木古朗布苏木:阿木古朗布苏木:牧区发展
巴彦赛罕图苏木:巴彦赛罕图苏木:牧区发展
"""
CATALOGUE = dict(zip(CATEGORIES, (PARTY, GOVERNMENT, SOCIAL, VERTICAL, TOWNSHIPS), strict=True))


def units_of_shard(shard: int) -> list[Unit]:
    """The 110 units; shards after the first are copies with further code numbers and a name of their own."""
    return [unit for category in CATEGORIES for unit in _category(category, shard)]


def _category(category: str, shard: int) -> list[Unit]:
    entries = [entry.split(":") for entry in CATALOGUE[category].split()]
    suffix = f"（{shard + 1}片）" if shard else ""
    first = 1 + shard * len(entries)
    return [
        Unit(
            code=f"{LETTERS[category]}{number:02d}",
            name=name + suffix,
            short=short + suffix,
            category=category,
            order=number,
            work=work,
            founded=FOUNDED.get(name),
            remark=_remark(name),
        )
        for number, (name, short, work) in enumerate(entries, first)
    ]


def _remark(name: str) -> str:
    if name in FOUNDED:
        return "2016年7月新设"
    return "主要负责人空缺" if name in VACANT else ""


def plain_name(unit: Unit) -> str:
    """The catalogue name, without the mark of a further shard."""
    return unit.name.split("（")[0]
