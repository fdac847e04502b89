"""Forms for what was put on record by mistake."""

from typing import Any

from django import forms

from cadres.people.models import Post
from cadres.people.records.forms import Change
from cadres.people.records.models import Sanction
from cadres.people.records.selectors import sanctions_seen_by


def _why() -> forms.CharField:
    return forms.CharField(label="误登的情况", max_length=200, help_text="写明错在哪里；原登记的内容留在操作留痕中。")


def _told(post: Post) -> str:
    """What would be taken back, then of which post: the list is narrow."""
    days = f"{post.first_on or '时间不详'} 至 {post.last_on or '今'}"
    return f"撤回{'免职' if post.left_how else '任职'}：{post}（{days}）"


class PostWithdrawn(Change):
    """The last registration of a post."""

    post = forms.ModelChoiceField(Post.objects.none(), label="任职", empty_label="请选择")
    reason = _why()

    def prepare(self) -> None:
        """Every post of the person, the latest first."""
        field: Any = self.fields["post"]
        field.queryset = self.person.posts.select_related("unit").order_by("-first_on", "-pk")
        field.label_from_instance = _told


class Voided(Change):
    """A sanction."""

    sanction = forms.ModelChoiceField(Sanction.objects.none(), label="处分", empty_label="请选择")
    paper = forms.CharField(
        label="依据", max_length=80, help_text="如核实记录、原决定机关的说明；撤销处分的决定请登记解除。"
    )
    reason = _why()

    def prepare(self) -> None:
        """Those that count."""
        self.fields["sanction"].queryset = sanctions_seen_by(self.user, self.person)  # type: ignore[attr-defined]


class NumberWithdrawn(Change):
    """The last change of an ID number."""

    wrong = forms.ChoiceField(
        label="误登的是",
        choices=[("new", "现在的号码：恢复原号码"), ("former", "原来的号码：删去，现在的号码不变")],
        widget=forms.RadioSelect,
    )
    reason = _why()
