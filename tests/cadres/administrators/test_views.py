"""The administrators' desk: what they do there, and that it shows nothing of the assessment."""

import pytest
from django.urls import reverse

from assessment.runs.models import Result
from cadres.access.models import ADMINISTRATORS, Role
from cadres.access.permissions import RULES, May
from cadres.accounts.models import RoleChange, User
from cadres.units.models import Unit
from tests.conftest import SignedIn
from tests.world import World


def text(answer: object) -> str:
    return answer.content.decode()


def test_an_account_is_opened_and_its_password_shown_once(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.SYSTEM_ADMIN)
    answer = client.post("/accounts/open/", {"username": "xinren", "display_name": "新人"})
    password = answer.context["password"]
    assert password in text(answer) and answer["Cache-Control"] == "no-store"
    made = User.objects.get(username="xinren")
    assert made.county == world.county and made.check_password(password)
    assert password not in text(client.get(f"/accounts/{made.pk}/"))


@pytest.mark.parametrize("name", ["Office-990101", "a b", "<i>", "", "x" * 61])
def test_a_name_that_cannot_be(world: World, signed_in: SignedIn, name: str) -> None:
    answer = signed_in(world, Role.SYSTEM_ADMIN).post("/accounts/open/", {"username": name, "display_name": "新人"})
    assert answer.status_code == 200 and 'class="error"' in text(answer)
    assert User.objects.filter(display_name="新人").count() == 0


def test_a_name_in_wide_letters_is_the_name_that_sign_in_reads(world: World, signed_in: SignedIn) -> None:
    """Sign-in folds them (NFKC): an account under the wide ones could never come in, or pass for another's."""
    client = signed_in(world, Role.SYSTEM_ADMIN)
    answer = client.post("/accounts/open/", {"username": "ｘｉｎｒｅｎ", "display_name": "新人"})
    assert User.objects.get(display_name="新人").username == "xinren"
    password = answer.context["password"]
    came = client.__class__().post("/sign-in/", {"username": "ｘｉｎｒｅｎ", "password": password})
    assert came.status_code == 302
    again = client.post("/accounts/open/", {"username": "ＸＩＮＲＥＮ", "display_name": "另一人"})
    assert "已被使用" in text(again)


def test_flags_and_county_cannot_be_sent_along(world: World, foreign: World, signed_in: SignedIn) -> None:
    data = {"username": "xinren", "display_name": "新人", "is_superuser": "on", "county": foreign.county.pk}
    signed_in(world, Role.SYSTEM_ADMIN).post("/accounts/open/", {**data, "roles": "office"})
    made = User.objects.get(username="xinren")
    assert (made.is_superuser, made.county, made.assignments.count()) == (False, world.county, 0)


def test_a_role_from_wish_to_effect(world: World, signed_in: SignedIn) -> None:
    rater = world.users[Role.RATER]
    wish = {"role": "unit_clerk", "bound": "A02", "reason": "分工"}
    signed_in(world, Role.SECURITY_ADMIN).post(f"/accounts/{rater.pk}/give/", wish)
    change = RoleChange.objects.get()
    own = signed_in(world, Role.SECURITY_ADMIN)
    own.post(f"/role-changes/{change.pk}/", {"answer": "confirm"})
    assert rater.assignments.count() == 1
    page = signed_in(world, Role.SYSTEM_ADMIN).get("/role-changes/")
    assert "单位经办人（教体局）" in text(page)
    signed_in(world, Role.SYSTEM_ADMIN).post(f"/role-changes/{change.pk}/", {"answer": "confirm"})
    assert {one.unit_id for one in rater.assignments.all()} == {None, world.units["A02"].pk}
    mine = text(signed_in(world, Role.RATER).get("/my-account/"))
    assert "示例旗安全管理员提出、示例旗系统管理员确认" in mine and "查看三级清单" in mine


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"role": "monitor", "bound": ""}, "请填单位代码"),
        ({"role": "monitor", "bound": "没有的局"}, "没有找到单位“没有的局”"),
        ({"role": "cadre", "bound": "A01"}, "没有找到干部“A01”"),
        ({"role": "office", "bound": "A01"}, "请留空"),
        ({"role": "emperor", "bound": ""}, "emperor"),
        ({"role": "leader", "bound": "", "reason": ""}, "必填"),
    ],
)
def test_a_wish_that_cannot_be(world: World, signed_in: SignedIn, wish: dict[str, str], told: str) -> None:
    client = signed_in(world, Role.SECURITY_ADMIN)
    answer = client.post(f"/accounts/{world.users[Role.RATER].pk}/give/", {"reason": "分工", **wish})
    assert told in text(answer)
    assert not RoleChange.objects.exists()


def test_names_of_another_county_are_not_found(world: World, foreign: World, signed_in: SignedIn) -> None:
    Unit.objects.create(county=foreign.county, code="B09", name="只在邻旗的局", category="government", protocol_order=9)
    url = f"/accounts/{world.users[Role.RATER].pk}/give/"
    answer = signed_in(world, Role.SECURITY_ADMIN).post(
        url, {"role": "monitor", "bound": "只在邻旗的局", "reason": "分工"}
    )
    assert "没有找到单位" in text(answer)


def test_the_list_is_searched_and_narrowed(world: World, foreign: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.SYSTEM_ADMIN)
    assert client.get("/accounts/").context["page"].paginator.count == len(Role)
    assert [u.username for u in client.get("/accounts/?role=rater").context["page"]] == ["rater-990101"]
    assert [u.username for u in client.get("/accounts/?q=测评").context["page"]] == ["rater-990101"]
    User.objects.filter(username="rater-990101").update(is_active=False)
    assert [u.username for u in client.get("/accounts/?state=closed").context["page"]] == ["rater-990101"]
    assert client.get("/accounts/?q=%00&page=99&state=zzz&role=%27").status_code == 200


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_home_is_the_own_desk(world: World, signed_in: SignedIn, role: Role) -> None:
    answer = signed_in(world, role).get("/", follow=True)
    assert answer.status_code == 200
    assert world.cycle.name not in text(answer)


def test_the_audit_administrator_reads_the_log_and_nothing_of_the_assessment(world: World, signed_in: SignedIn) -> None:
    from decimal import Decimal

    from assessment.entries.models import Entry
    from assessment.entries.services import correct

    entry = Entry.objects.filter(seat=world.seats["cadre", "D01"], source="routine")[0]
    correct(entry, Decimal("52.43"), "线索核查", actor=world.office)
    signed_in(world, Role.AUDITOR).post("/trail/printed/", {"path": "/x", "title": "某页"})
    log, full = (text(signed_in(world, role).get("/trail/")) for role in (Role.AUDIT_ADMIN, Role.AUDITOR))
    assert "52.43" not in log and "线索核查" not in log and "打印页面" in log
    assert "52.43" in full
    assert "52.43" not in text(signed_in(world, Role.AUDIT_ADMIN).get("/trail/?q=线索"))


def ask(client: object, kind: str, of: str) -> set[str]:
    sights = client.get("/who-sees/", {"kind": kind, "of": of}).context["sights"]
    return {sight.given.user.username for sight in sights}


def test_who_sees_a_card_is_who_gets_it(published: World, signed_in: SignedIn) -> None:
    """The answer is compared with what each account's browser really gets."""
    world = published
    run = world.cycle.publications.get().run
    for code in ("D01", "D02", "P01"):
        card = Result.objects.get(run=run, seat=world.seats["cadre", code])
        got = {
            user.username
            for role, user in world.users.items()
            if signed_in(world, role).get(reverse("card", args=[card.pk])).status_code == 200
        }
        assert ask(signed_in(world, Role.SECURITY_ADMIN), "card", code) == got, code
    unit = Result.objects.get(run=run, seat=world.seats["unit", "A01"])
    got = {
        user.username
        for role, user in world.users.items()
        if signed_in(world, role).get(reverse("card", args=[unit.pk])).status_code == 200
    }
    assert ask(signed_in(world, Role.SECURITY_ADMIN), "unit-card", "A01") == got


def test_who_sees_a_persons_page_is_who_gets_it(world: World, signed_in: SignedIn) -> None:
    for code in ("D01", "D02"):
        page = reverse("person", args=[world.people[code].pk])
        users = world.users.items()
        got = {user.username for role, user in users if signed_in(world, role).get(page).status_code == 200}
        assert ask(signed_in(world, Role.SECURITY_ADMIN), "person", code) == got, code
        assert (world.users[Role.UNIT_LEADER].username in got) == (code == "D01")


def test_who_sees_the_tasks_is_who_gets_them(published: World, signed_in: SignedIn) -> None:
    from assessment.tasklists.models import UnitTask
    from assessment.tasklists.selectors import unit_tasks_for

    world = published
    for code in world.units:
        tasks = UnitTask.objects.filter(cycle=world.cycle, seat=world.seats["unit", code])
        got = {
            user.username
            for user in User.objects.filter(county=world.county)
            if (unit_tasks_for(user, world.cycle) & tasks).exists()
        }
        answered = ask(signed_in(world, Role.SECURITY_ADMIN), "tasks", code)
        monitor = {world.users[Role.MONITOR].username}
        assert answered - monitor == got - monitor, code
        assert (monitor <= got) == (code == "S01")


def test_the_question_is_answered_without_the_record(published: World, signed_in: SignedIn) -> None:
    page = text(signed_in(published, Role.SYSTEM_ADMIN).get("/who-sees/?kind=card&of=D01"))
    assert "张敏：干部的得分构成" in page and "95.00" not in page
    assert "请填干部编号" in text(signed_in(published, Role.SYSTEM_ADMIN).get("/who-sees/?kind=card"))
    trail = ask(signed_in(published, Role.SYSTEM_ADMIN), "trail", "")
    assert trail == {published.users[role].username for role in RULES[May.READ_TRAIL]}
