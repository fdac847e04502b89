from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cadres.people.dossiers.models import FormImport, Policy


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Cleans to a list of uploaded files, every one checked as a file field checks one."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class Sheets(forms.Form):
    """Appointment forms, or zips of them."""

    sheets = SeveralFilesField(
        label="任免审批表",
        widget=SeveralFiles(attrs={"accept": ".lrmx,.zip"}),
        error_messages={"required": "请选择任免审批表（.lrmx）或它们的压缩包（.zip）。"},
        help_text="可一次选择多个 .lrmx，或一个 .zip（最多 5000 份表，不超过 300 MB）。先预览，确认后才写入名册。",
    )


class Confirmation(forms.Form):
    """The order to write what was looked at; `digest` is that of the page."""

    policy = forms.ChoiceField(label="名册与任免审批表有出入时", choices=Policy.choices, widget=forms.RadioSelect)
    digest = forms.CharField(widget=forms.HiddenInput)


def confirmation_of(form_import: FormImport) -> Confirmation:
    """An unbound one for a page; the cautious choice is made beforehand."""
    return Confirmation(initial={"policy": Policy.FILL, "digest": form_import.digest})
