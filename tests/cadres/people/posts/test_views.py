"""The person's page: posts on a line of time, acts for the office, nothing for who may not look."""

from datetime import date

from cadres.access.models import Role
from cadres.people.models import Post
from cadres.trail.models import TrailLine
from tests.conftest import SignedIn
from tests.world import World


def act(world: World, **more: object) -> dict[str, object]:
    told = {"unit": world.units["A02"].pk, "title": "局长", "post_level": "principal", "manner": "main"}
    return {**told, "on": "2016-03-01", "paper": "示例组干〔2016〕3号", "version": 1, **more}


def test_the_office_transfers_and_everybody_who_looks_sees_the_line_of_time(world: World, signed_in: SignedIn) -> None:
    page = f"/people/{world.people['D01'].pk}/"
    answer = signed_in(world, Role.OFFICE).post(f"{page}appoint/", act(world, transfer="on"), follow=True)
    text = answer.content.decode()
    assert "已登记，并记入操作留痕。" in text
    assert text.index("2016-03-01 至 今") < text.index("2013-05-01 至 2016-02-29")
    assert "转任 示例组干〔2016〕3号" in text
    assert "2016-03-01 至 今" in signed_in(world, Role.LEADER).get(page).content.decode()


def test_faults_are_told_where_they_are(world: World, signed_in: SignedIn) -> None:
    client, page = signed_in(world, Role.OFFICE), f"/people/{world.people['D01'].pk}/"
    assert "没有这一天" in client.post(f"{page}appoint/", act(world, on="2016-02-30")).content.decode()
    assert "转任的是主职" in client.post(f"{page}appoint/", act(world, manner="acting", transfer="on")).content.decode()
    assert "主职不能重叠" in client.post(f"{page}appoint/", act(world), follow=True).content.decode()
    assert Post.objects.filter(person=world.people["D01"]).count() == 1
    assert not TrailLine.objects.filter(act__startswith="person.").exists()


def test_somebody_elses_post_and_anothers_unit_are_no_choices(world: World, signed_in: SignedIn) -> None:
    client, page = signed_in(world, Role.OFFICE), f"/people/{world.people['D01'].pk}/"
    other = world.people["D02"].posts.get()
    told = {"post": other.pk, "how": "retired", "on": "2016-03-01", "paper": "文", "version": 1}
    assert client.post(f"{page}leave/", told).status_code == 200
    assert client.post(f"{page}appoint/", act(world, unit=999_999)).status_code == 200
    other.refresh_from_db()
    assert other.last_on is None
    assert client.post(f"{page}leave/", told | {"post": world.people["D01"].posts.get().pk}).status_code == 302
    assert world.people["D01"].posts.get().last_on == date(2016, 3, 1)


def test_a_units_leader_opens_the_page_of_who_serves_there_today(world: World, signed_in: SignedIn) -> None:
    leader = signed_in(world, Role.UNIT_LEADER)
    mine, theirs = (f"/people/{world.people[code].pk}/" for code in ("D01", "D02"))
    assert (leader.get(mine).status_code, leader.get(theirs).status_code) == (200, 404)
    assert "登记任职" not in leader.get(mine).content.decode()
    signed_in(world, Role.OFFICE).post(f"{mine}appoint/", act(world, transfer="on"))
    assert leader.get(mine).status_code == 404


def test_who_acts_on_what_another_has_changed_is_told_and_may_send_again(world: World, signed_in: SignedIn) -> None:
    office, page = signed_in(world, Role.OFFICE), f"/people/{world.people['D01'].pk}/"
    beside = act(world, manner="concurrent", title="督查专员")
    assert office.post(f"{page}appoint/", beside | {"title": "党组成员"}).status_code == 302
    text = office.post(f"{page}appoint/", beside).content.decode()
    assert "另一位经办人刚刚修改了张敏的记录" in text and 'value="督查专员"' in text
    assert 'name="version" value="2"' in text
    assert Post.objects.filter(person=world.people["D01"]).count() == 2
    assert office.post(f"{page}appoint/", beside | {"version": 2}).status_code == 302
    assert "页面内容不完整" in office.post(f"{page}appoint/", beside | {"version": ""}).content.decode()
