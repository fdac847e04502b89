"""What the keys and the fixed words of the scheme language are called in an office."""

from collections.abc import Mapping

KEYS: Mapping[str, str] = {
    "title": "名称",
    "document": "依据文件",
    "effective_from": "施行日期",
    "year": "年度",
    "reference": "考核基准日",
    "places": "小数与舍入",
    "stored": "录入小数位",
    "published": "发布小数位",
    "mode": "舍入方式",
    "clauses": "条款",
    "sources": "数据来源",
    "subjects": "考核对象",
    "situations": "特殊情形",
    "quotas": "名额",
    "colours": "晾晒颜色",
    "kind": "办法",
    "label": "名称",
    "short": "简称",
    "clause": "依据",
    "weight": "权重",
    "share": "比例",
    "counted": "量词",
    "range": "得分范围",
    "low": "最低",
    "high": "最高",
    "periods": "期次",
    "due": "到期",
    "items": "项目",
    "of": "对象",
    "groups": "分组",
    "minimum_months": "参加排名的最少在任月数",
    "score": "得分",
    "when_not_due": "没有到期的部分",
    "floor": "最低得分",
    "source": "来源",
    "factors": "责任系数",
    "responsible": "主要责任人",
    "principal": "单位一把手",
    "others": "其他人员",
    "principals": "多名一把手",
    "by": "区分依据",
    "take": "取用",
    "otherwise": "其余",
    "unranked": "不排名的",
    "status": "处理",
    "also_counted": "另计入基数的",
    "bands": "分段",
    "end": "方向",
}
WORDS: Mapping[str, str] = {
    "marks": "按期打分",
    "ledger": "台账",
    "ratings": "评分表",
    "ballot": "投票",
    "readings": "指标数据",
    "weighted": "加权合计",
    "sum": "各部分相加",
    "mean": "平均",
    "choose": "按对象选用",
    "other": "取其他对象的结果",
    "carried": "单位台账连带到人",
    "spread": "其权重按比例分摊到其余各项",
    "half_up": "四舍五入",
    "named_only": "清单指定了其中一人的，只由他承担",
    "all": "全部",
    "group": "分组",
    "score": "得分",
    "rank": "名次",
    "undetermined": "不定等次",
    "not_ranked": "不参加排名",
    "top": "自前往后",
    "bottom": "自后往前",
    "green": "绿色",
    "yellow": "黄色",
    "red": "红色",
    "grey": "未考评（灰色）",
}


def key_word(key: str) -> str:
    """What a key is called; the key itself where it is a name of the county's own."""
    return KEYS.get(key, key)


def value_word(value: str) -> str:
    """What a fixed word means; any other value as it is written."""
    return WORDS.get(value, value)
