"""What a row says of posts, against those on record: the same, one taken up, a transfer, or a post left."""

from collections.abc import Sequence
from datetime import date

from cadres.imports.findings import LEFT, POST, Deed, Difference, Finding
from cadres.imports.layouts import PersonLine
from cadres.imports.unit_rows import Units
from cadres.people.models import Leaving, Manner, Post, PostLevel
from cadres.units.models import Unit
from cadres.workbooks.texts import plain

_EARLIEST = date(1949, 10, 1)


class Career:
    """One row's word about posts; what it comes to is put down on the finding."""

    def __init__(self, units: Units, today: date, found: Finding, row: PersonLine) -> None:
        self.units, self.today, self.found, self.row = units, today, found, row
        self.read, self.title = found.read, row.title or ""
        self.manner = row.manner or str(Manner.MAIN)
        self._days()
        found.unit = self._unit()

    def _days(self) -> None:
        for key, day, word in (("since", self.row.since, "任职"), ("until", self.row.until, "免职")):
            if day and not _EARLIEST <= day <= self.today:
                when = "晚于今天" if day > self.today else f"早于 {_EARLIEST:%Y-%m-%d}"
                self.read.fault(
                    key, f"{word}时间 {day:%Y-%m-%d} {when}", "请核对年月；尚未生效的任免到生效之日再登记。"
                )
        if self.row.since and self.row.until and self.row.until < self.row.since:
            self.read.fault("until", "免职时间早于任职时间", "请核对两个时间。")

    def _unit(self) -> Unit | None:
        """The unit of the column; without one, that whose name the title begins with."""
        name = self.row.unit
        if name is None:
            leading = self.units.leading(plain(self.title))
            if leading:
                self.title = leading[1]
                return leading[0]
            return None
        unit = self.units.named(name)
        if unit is None:
            self.units.fault(self.read, "unit", name)
        elif unit.abolished_on:
            gone = f"“{unit.name}”已于 {unit.abolished_on:%Y-%m-%d} 撤销"
            self.read.fault("unit", gone, "请改为承继的单位。")
        return unit

    def begin(self) -> None:
        """Someone new: the post comes with the person."""
        if self.row.until:
            self.read.fault("until", "新增的人已经免职", "名册只收现职；历任职务请逐项登记任免。")
        self._complete("新增的人")
        self._deed("take_up", "")

    def stand_beside(self) -> None:
        """Another post of someone new."""
        self._complete("另一职务")
        self._deed("take_up", "")

    def go_on(self, posts: Sequence[Post]) -> None:
        """Someone known, with all posts on record."""
        same = [post for post in posts if post.manner == self.manner]
        held = [post for post in same if not post.last_on or post.last_on >= self.today]
        if self.row.until:
            self._leave(held)
        elif self.title or self.found.unit:
            self._serve(same, held)

    def _leave(self, held: Sequence[Post]) -> None:
        until = self.row.until
        fitting = [post for post in held if self._speaks_of(post) and not post.last_on]
        if len(fitting) != 1:
            many = f"名册中有 {len(fitting)} 个这样的任职" if fitting else "名册中没有这个在任的职务"
            self.read.fault("title" if self.row.title else "until", many, "请写明所免职务的单位和职务，与名册一致。")
        elif not self.row.how:
            self.read.fault("how", "没有填写免职方式", "请填写：免职、退休、辞职、调出。")
        elif until and fitting[0].first_on and until < fitting[0].first_on:
            self.read.fault("until", f"早于任职时间 {fitting[0].first_on:%Y-%m-%d}", "请核对免职时间。")
        else:
            post, how = fitting[0], Leaving(self.row.how).label
            after = f"{how}，任至 {until:%Y-%m-%d}"
            self.found.differences.append(Difference(LEFT, "任职", str(post), after))
            paper = self.row.left_paper or ""
            self.found.deed = Deed(
                "leave", post.unit, post.title, post.post_level, post.manner, until, paper, self.row.how, post.pk
            )

    def _speaks_of(self, post: Post) -> bool:
        """Whether unit and title, as far as the row tells them, are those of the post."""
        unit = self.found.unit is None or self.found.unit.pk == post.unit_id
        return unit and (not self.title or plain(self.title) in {plain(post.title), plain(str(post))})

    def _serve(self, same: Sequence[Post], held: Sequence[Post]) -> None:
        before = next(
            (post for post in held if self._speaks_of(post) and self.row.level in (None, post.post_level)), None
        )
        if before:
            self._since_agrees(before)
            return
        main = held[0] if held and self.manner == Manner.MAIN else None
        self._complete("任职变动" if main else "新任职务")
        if self.row.since is None:
            told = f"名册中现任{main}，" if main else "名册中没有这个在任的职务，"
            self.read.fault(
                "since",
                f"{told}表中的职务没有任现职时间",
                "任职变动请填写任现职时间；职务写法不同的，请改成与名册一致。",
            )
        elif self.manner == Manner.MAIN and (hindrance := self._hindered(same, main)):
            self.read.fault("since", hindrance, "请核对任现职时间；只是职务写法不同的，请改成与名册一致。")
        self._deed("transfer" if main else "take_up", str(main) if main else "", main)

    def _since_agrees(self, post: Post) -> None:
        """Days on record are no business of a roster; where it tells otherwise somebody should know."""
        since = self.row.since
        if since and (post.first_on is None or (since.year, since.month) != (post.first_on.year, post.first_on.month)):
            was = f"{post.first_on:%Y-%m-%d}" if post.first_on else "没有记载"
            self.found.notes.append(f"任现职时间：名册{was}，表中 {since:%Y.%m}；名册不改")

    def _hindered(self, same: Sequence[Post], main: Post | None) -> str:
        """Which main post on record the new one would overlap, in words."""
        since = self.row.since
        for post in same:
            if main is not None and post.pk == main.pk:
                if since and post.first_on and since <= post.first_on:
                    return f"名册中自 {post.first_on:%Y-%m-%d} 任{post}，表中的任现职时间不晚于此"
            elif since and (post.last_on is None or post.last_on >= since):
                return (
                    f"名册中任{post}到 {post.last_on:%Y-%m-%d}，与表中的任现职时间重叠"
                    if post.last_on
                    else f"名册中还任{post}"
                )
        return ""

    def _complete(self, who: str) -> None:
        if self.found.unit is None and self.row.unit is None:
            self.read.fault("unit", f"{who}没有单位", "请填写单位名称。")
        if not self.title:
            self.read.fault("title", f"{who}没有职务", "请填写现任职务。")
        if not self.row.level:
            labels = "、".join(PostLevel.labels)
            self.read.fault("level", f"{who}没有干部类别", f"请填写：{labels}。")

    def _deed(self, kind: str, before: str, main: Post | None = None) -> None:
        unit, row = self.found.unit, self.row
        if unit is None or self.read.faults:
            return
        key = main.pk if main else None
        paper = row.paper or ""
        deed = Deed(kind, unit, self.title, row.level or "", self.manner, row.since, paper, "", key)
        self.found.deed = deed
        if self.found.thing is not None or self.found.joins is not None:
            self.found.differences.append(Difference(POST, "任职", before, deed.told()))
