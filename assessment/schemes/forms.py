from typing import Any

from django import forms

from scoring.reading.page import LONGEST


class Manuscript(forms.Form):
    """A scheme's text under a name; `version` says which saving it was opened from."""

    name = forms.CharField(label="草案名称", max_length=60, help_text="如“2017年度方案（征求意见）”。")
    text = forms.CharField(label="方案原文", max_length=LONGEST, strip=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, named: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named:
            del self.fields["name"]

    def clean_text(self) -> str:
        """One kind of line end, so that the same text has the same digest whatever sent it."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")


class Consent(forms.Form):
    """The approver's word, bound to the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    agreed = forms.BooleanField(label="已核对方案原文、依据文件和施行日期，同意采用。")
