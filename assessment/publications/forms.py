from typing import Any

from django import forms

from assessment.runs.models import Run


class Signature(forms.Form):
    """The signer's word that he has seen what becomes public. It names the very result by its digest."""

    digest = forms.CharField(widget=forms.HiddenInput)
    seen = forms.BooleanField(label="我已核对上述内容，同意公布", error_messages={"required": "请先核对并勾选。"})

    def __init__(self, run: Run, data: Any = None) -> None:
        super().__init__(data, initial={"digest": run.digest})
        self.expected = run.digest

    def clean_digest(self) -> str:
        digest: str = self.cleaned_data["digest"]
        if digest != self.expected:
            raise forms.ValidationError("页面显示的结果与现在的测算不一致，请刷新后重新核对。")
        return digest
