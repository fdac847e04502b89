"""Readers: a cadre on the phone, a unit's leader, the auditor. Each sees what is theirs, and no more."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_cadre_on_the_phone_reads_the_own_card_only(visit: Visit) -> None:
    with visit("phone", "ganbu") as cadre:
        mine = cadre.page.get_by_role("link", name="得分构成")
        expect(mine).to_have_count(1)
        cadre.look("own-score")
        mine.tap()
        number = int(cadre.arrives(r"/cards/(\d+)/")[1])
        cadre.page.locator("[data-unfold]").tap()
        expect(cadre.page.locator("#tree")).to_contain_text("按录入")
        expect(cadre.page.locator("main a[href*='/correct/']")).to_have_count(0)
        cadre.look("own-card-unfolded", axe=True)
        for other in (number - 1, number + 1):
            cadre.goto(f"/cards/{other}/", status=404)
        cadre.goto("/")
        cadre.page.get_by_role("button", name="菜单").tap()
        cadre.look("menu")
        cadre.page.get_by_role("link", name="红黄绿晾晒").tap()
        cadre.sees("绿色")
        cadre.page.go_back()


def test_a_units_leader_sees_the_units_own_people(visit: Visit) -> None:
    with visit(username="danwei") as leader:
        leader.follow("单位")
        units = leader.page.locator("table.sheet tbody th a")
        expect(units).to_have_count(1)
        unit = units.first.inner_text()
        leader.follow("干部")
        posts = leader.page.locator("table.sheet tbody tr").all_inner_texts()
        assert len(posts) > 1
        assert all(unit.removeprefix("旗") in post for post in posts), posts
        leader.follow("排名")
        opened = leader.page.locator("table.sheet tbody th a").count()
        assert opened <= len(posts), "cards of other units do not open"


def test_the_auditor_finds_who_signed(visit: Visit) -> None:
    with visit(username="shenji") as auditor:
        auditor.follow("操作留痕")
        auditor.page.get_by_role("link", name="公布", exact=True).click()
        expect(auditor.page.locator("table.sheet tbody tr").last).to_contain_text("签发2016年度综合考评第1次公布")
        assert all("公布" in row for row in auditor.page.locator("table.sheet tbody tr").all_inner_texts())
        auditor.look("trail-of-publications")
