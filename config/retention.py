"""How long personal data are kept that nothing rests on. A county's own rule goes by the environment: `KEEP_…` days.

Not here, and never removed: the trail, results, publications, documents and the entries they rest on.
"""

from collections.abc import Mapping

from cadres.privacy.rules import Rule
from config import env


def _days(name: str, default: int, least: int = 1) -> int:
    return env.whole(f"KEEP_{name}_DAYS", default, least=least, most=36_500)


#: The law on network security wants logs for six months: what tells of attacks is not removed earlier.
SIX_MONTHS = 184
_FORMS, _ACCOUNTS = "cadres.people.dossiers.retention", "cadres.accounts.retention"

RULES: Mapping[str, Rule] = {
    "forms": Rule(
        "任免审批表的上传原件和预览",
        _days("FORMS", 365),
        "写入名册的表另存；原包和预览只为核对，一年后不再需要",
        f"{_FORMS}.expired",
        f"{_FORMS}.remove",
    ),
    "rosters": Rule(
        "名册导入的上传原件和逐行预览",
        _days("ROSTERS", 365),
        "写入名册的内容和改动记录另存；原件和预览只为核对，一年后不再需要",
        "cadres.imports.retention.expired",
        "cadres.imports.retention.remove",
    ),
    "intakes": Rule(
        "未通过的数据导入的工作簿",
        _days("INTAKES", 180),
        "没有写入任何数据；已导入的工作簿是考核依据，不清理",
        "assessment.intake.retention.expired",
        "assessment.intake.retention.remove",
    ),
    "attempts": Rule(
        "登录失败计数",
        _days("ATTEMPTS", SIX_MONTHS, SIX_MONTHS),
        "网络日志至少留存六个月；操作留痕另存，不清理",
        f"{_ACCOUNTS}.attempts",
        f"{_ACCOUNTS}.remove",
    ),
    "sessions": Rule(
        "结束已久的登录会话",
        _days("SESSIONS", SIX_MONTHS, SIX_MONTHS),
        "含来源地址和浏览器；网络日志至少留存六个月",
        f"{_ACCOUNTS}.sessions",
        f"{_ACCOUNTS}.remove",
    ),
    "tokens": Rule(
        "过期的接口令牌",
        _days("TOKENS", SIX_MONTHS, SIX_MONTHS),
        "含最近使用时间和来源；网络日志至少留存六个月",
        f"{_ACCOUNTS}.tokens",
        f"{_ACCOUNTS}.remove",
    ),
}
