"""Which state of a record a writer has read, so that nobody writes over what he has not seen."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms


class Versioned(forms.Form):
    """Its `version` is that of the record when the page was made. A form that does not say it is not taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Without the version nobody knows what was read."""
        asked = super().clean() or {}
        if "version" not in asked:
            raise forms.ValidationError("页面内容不完整，请刷新后重新填写。")
        return asked

    @property
    def seen(self) -> int:
        """The version of a form that is valid."""
        return int(self.cleaned_data["version"])

    def refused(self, why: str, version: int) -> None:
        """Tell why it was not taken, on a page that shows the record as it is now: sent again, that has been read."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(version)  # type: ignore[index]
        self.add_error(None, why)

    def remember(self, names: Iterable[str]) -> None:
        """Let the page say what stood in these fields, so that `changed_data` is what the writer himself changed."""
        for name in names:
            self.fields[name].show_hidden_initial = True

    def written(self, names: Iterable[str]) -> dict[str, Any]:
        """Of these fields what the writer changed; whatever somebody else changed meanwhile is left as it is."""
        return {name: self.cleaned_data[name] for name in names if name in self.changed_data}


def order_mark(codes: Iterable[object]) -> str:
    """A short mark of things in an order, which changes when the order does: what a page of places was made from."""
    return hashlib.sha256(",".join(map(str, codes)).encode()).hexdigest()[:16]
