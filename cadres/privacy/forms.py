from django import forms

from cadres.people import identity
from cadres.privacy.own import subjects

_WORDS = {"required": "请写明理由。", "min_length": "理由太短：请写明用途或依据，至少 %(limit_value)d 个字。"}


class Why(forms.Form):
    """Why somebody must see a whole number."""

    reason = forms.CharField(
        label="查看理由",
        min_length=4,
        max_length=300,
        error_messages=_WORDS,
        help_text="写明用途，如“填报任免材料，组任〔2026〕12号”。理由记入操作留痕。",
    )


class Correction(forms.Form):
    """What is wrong, what it should be, and what shows that."""

    subject = forms.ChoiceField(label="事项")
    wish = forms.CharField(label="应为", max_length=300)
    ground = forms.CharField(
        label="依据",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明依据，如身份证、学历证书、任免文件文号。证件原件请交组织部核对，此处不要填写完整身份证号。",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", "请选择"), *((one, one) for one in subjects())]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """No whole ID number is written where it would lie open."""
        asked = super().clean() or {}
        for name in ("wish", "ground"):
            if identity.holds_number(str(asked.get(name, ""))):
                self.add_error(name, "此处不要填写完整身份证号，请只写后四位，证件交组织部核对。")
        return asked


class Answer(forms.Form):
    """The office's answer."""

    answer = forms.CharField(
        label="答复",
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明核对情况和处理理由。", "min_length": "答复太短，请写明核对情况和处理理由。"},
        help_text="写明核对了什么、如何处理；申请人会看到，并记入操作留痕。",
    )
    outcome = forms.ChoiceField(
        label="处理",
        choices=[("corrected", "已按申请更正名册"), ("declined", "不予更正")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择处理结果。"},
    )
