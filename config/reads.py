"""Which addresses leave a line in the trail when they are read: what is about one person, and what leaves the program.

A test holds this list and that of the plain ones to the resolver's: a new address is put on one of them.
"""

from collections.abc import Mapping

from cadres.trail.noted import Read

NOTED: Mapping[str, Read] = {
    "card": Read("read.card", "查看得分构成", "assessment.Result", "result_id", "seat.name"),
    "api-score-cards-detail": Read("read.card", "接口读取得分构成", "assessment.Result", "pk", "seat.name"),
    "person": Read("read.person", "查看干部名册页面", "cadres.Person", "person_id", "name"),
    "person-appoint": Read("read.person", "查看干部名册页面", "cadres.Person", "person_id", "name"),
    "person-leave": Read("read.person", "查看干部名册页面", "cadres.Person", "person_id", "name"),
    "person-change": Read("read.person", "查看干部名册页面", "cadres.Person", "person_id", "name"),
    "correct-entry": Read("read.entry", "查看考核记录", "assessment.Entry", "entry_id", "seat.name"),
    "correct-deduction": Read("read.entry", "查看扣分记录", "assessment.Deduction", "deduction_id", "seat.name"),
    "document": Read("export.document", "下载公布文件", "assessment.Document", "document_id", "file_name"),
    "run-results": Read("export.results", "导出测算结果（内部）", "assessment.Run", "run_id", "cycle.name"),
    "roster-remarks": Read("export.remarks", "下载名册批注副本", "cadres.RegisterImport", "roster_id", "title"),
    "intake-faults": Read("export.faults", "下载导入问题表", "assessment.Intake", "intake_id", "cycle.name"),
}

#: Pages that name people in confidence. A test holds it to the pages there are.
MARKED = frozenset(
    {
        *("card", "person", "correct-entry", "correct-deduction", "supply-entry"),
        *("cadres", "unit", "forms", "form-imports", "form-import", "intake-result", "roster"),
        *("register-people", "unit-record", "unit-act", "unit-team", "person-change", "person-appoint", "person-leave"),
        *("person-number", "my-data", "corrections", "correction", "correction-ask"),
        *("run", "rulings", "rule", "robustness", "trail", "accounts", "account", "who-sees", "role-changes"),
    }
)
