"""A change of roles as four eyes see it: proposed, refused, withdrawn, confirmed, and read in the trail by a third."""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

SECURITY, SYSTEM, AUDIT = "anquan", "xitong", "rizhi"
#: Whose role changes, and the role: the room is everybody's, so the walk leaves things as they were.
USERNAME, NAME, ROLE = "ceping", "测评人 演示账号", "审核人员"


def test_a_role_is_given_and_taken_by_two_people_and_a_third_reads_it(visit: Visit) -> None:
    with visit(username=SECURITY) as security:
        _open_account(security)
        _give(security, ROLE, "")
        expect(security.page.get_by_label("理由", exact=True)).to_have_js_property("validity.valueMissing", True)
        _give(security, ROLE, "分工调整")
        security.sees("已提出。另一位管理员确认后生效。")
        _give(security, ROLE, "再提一次")
        security.sees("同一项变更已经提出，正在等待确认。")
        security.look("role-proposed", axe=True)
        security.goto("/role-changes/")
        own = _waiting(security, NAME)
        expect(own.get_by_role("button", name="撤回")).to_be_visible()
        expect(own.get_by_role("button", name="确认")).to_have_count(0)
        security.look("role-waiting-own", axe=True)
    with visit(username=SYSTEM) as system:
        _refuse_only_with_a_reason(system)
        _propose_again(visit)
        system.goto("/role-changes/")
        _waiting(system, NAME).get_by_role("button", name="确认").click()
        system.sees("已确认，角色变更已生效。")
        system.look("role-decided", axe=True)
        _open_account(system)
        expect(_held(system)).to_contain_text([ROLE])
    _take_back(visit)
    _read_in_the_trail(visit)


def _open_account(visitor: Visitor) -> None:
    visitor.goto(f"/accounts/?q={USERNAME}")
    visitor.page.get_by_role("link", name=NAME).click()
    visitor.arrives(r"/accounts/\d+/$")


def _give(security: Visitor, role: str, reason: str) -> None:
    security.page.get_by_label("角色", exact=True).select_option(label=role)
    security.page.get_by_label("理由", exact=True).fill(reason)
    security.page.get_by_role("button", name="提出", exact=True).click()


def _waiting(visitor: Visitor, name: str) -> Locator:
    return visitor.page.locator("table.sheet").first.get_by_role("row").filter(has_text=name)


def _held(visitor: Visitor) -> Locator:
    return visitor.page.locator("table.sheet").first.locator("tbody th").filter(has_text=ROLE)


def _refuse_only_with_a_reason(system: Visitor) -> None:
    system.goto("/accounts/")
    system.page.get_by_role("link", name="去处理").click()
    system.look("role-waiting", axe=True)
    _waiting(system, NAME).get_by_role("button", name="驳回").click()
    system.sees("请写明驳回的理由。")
    _waiting(system, NAME).get_by_label("驳回的理由").fill("没有分工文件")
    _waiting(system, NAME).get_by_role("button", name="驳回").click()
    system.sees("这项变更已驳回。")


def _propose_again(visit: Visit) -> None:
    """Withdrawn by who proposed it, then proposed once more; an administrator may be given nothing else."""
    with visit(username=SECURITY) as security:
        for reason in ("写错", "分工文件已补"):
            _open_account(security)
            _give(security, ROLE, reason)
            security.sees("已提出。另一位管理员确认后生效。")
            if reason == "写错":
                security.goto("/role-changes/")
                _waiting(security, NAME).get_by_role("button", name="撤回").click()
                security.sees("这项变更已撤回。")
        security.goto(f"/accounts/?q={SYSTEM}")
        security.page.get_by_role("link", name="系统管理员 演示账号").click()
        _give(security, "考评办", "兼任")
        security.sees("三员分立")
        security.look("role-apart")


def _take_back(visit: Visit) -> None:
    with visit(username=SECURITY) as security:
        _open_account(security)
        security.page.get_by_label(f"收回{ROLE}的理由").fill("轮岗")
        security.page.get_by_role("row").filter(has_text=ROLE).get_by_role("button", name="提出收回").click()
        security.sees("已提出。另一位管理员确认后生效。")
    with visit(username=SYSTEM) as system:
        system.goto("/role-changes/")
        _waiting(system, NAME).get_by_role("button", name="确认").click()
        system.sees("已确认，角色变更已生效。")
        _open_account(system)
        expect(_held(system)).to_have_count(0)
        system.look("role-taken", axe=True)


def _read_in_the_trail(visit: Visit) -> None:
    with visit(username=AUDIT) as audit:
        audit.goto(f"/trail/?area=account&q={NAME}的角色")
        lines = audit.page.locator("table.sheet tbody tr").all_inner_texts()
        told = [word for line in lines for word in ("提出", "驳回", "撤回", "确认") if f"{word}角色变更" in line]
        assert told[:8] == ["确认", "提出", "确认", "提出", "撤回", "提出", "驳回", "提出"]
        assert all(ROLE in line for line in lines[:8])
        audit.look("role-trail", axe=True)
        audit.goto("/role-changes/", status=403)
