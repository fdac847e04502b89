"""What a person's page shows beside posts, and which changes it offers."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cadres.access.permissions import May, may
from cadres.people.dossiers.models import AnnualResult
from cadres.people.models import Person
from cadres.people.records import forms, ranks, services, withdrawing, withdrawing_forms
from cadres.people.records.models import Charge, Mark
from cadres.people.records.selectors import conflicts_of, has_photo, in_effect, ranks_on, sanctions_seen_by
from cadres.trail.history import history_of

#: Beside name, sex and birth, which stand in the head.
_FACTS = [(name, services.LABELS[name]) for name in services.FACTS if name not in {"name", "sex", "birth_day"}]


class Deed(NamedTuple):
    """A change that the page offers: its heading, its form, and how it is done."""

    heading: str
    form: type[forms.Change]
    do: Callable[[Person, Any, Any], Any]


def _facts(person: Person, form: Any, actor: Any) -> None:
    asked = form.cleaned_data
    services.change_facts(person, form.seen, form.changes(), asked["paper"], asked["reason"], actor=actor)


def _renamed(person: Person, form: Any, actor: Any) -> None:
    told = (form.cleaned_data[name] for name in ("name", "on", "paper", "reason"))
    services.rename_person(person, form.seen, *told, actor=actor)


def _renumbered(person: Person, form: Any, actor: Any) -> None:
    told = (form.cleaned_data[name] for name in ("number", "on", "paper", "reason"))
    services.change_number(person, form.seen, *told, actor=actor)


def _photographed(person: Person, form: Any, actor: Any) -> None:
    content = form.cleaned_data["photo"].read(services.LARGEST_PHOTO + 1)
    services.keep_photo(person, form.seen, content, form.cleaned_data["reason"], actor=actor)


def _charged(person: Person, form: Any, actor: Any) -> None:
    told = (form.cleaned_data[name] for name in ("what", "on", "paper"))
    services.put_in_charge(form.cleaned_data["post"], form.seen, *told, actor=actor)


def _ranked(person: Person, form: Any, actor: Any) -> None:
    told = (form.cleaned_data[name] for name in ("rank", "on", "paper"))
    ranks.grant_rank(person, form.seen, *told, actor=actor)


def _rank_ended(person: Person, form: Any, actor: Any) -> None:
    ranks.end_rank(person, form.seen, form.cleaned_data["last_on"], form.cleaned_data["paper"], actor=actor)


def _rank_withdrawn(person: Person, form: Any, actor: Any) -> None:
    ranks.withdraw_rank(person, form.seen, form.cleaned_data["reason"], actor=actor)


def _imposed(person: Person, form: Any, actor: Any) -> None:
    services.impose(person, form.seen, form.decision(), actor=actor)


def _lifted(person: Person, form: Any, actor: Any) -> None:
    asked = form.cleaned_data
    services.lift(asked["sanction"], form.seen, asked["on"], asked["paper"], actor=actor)


def _graded(person: Person, form: Any, actor: Any) -> None:
    told = (form.cleaned_data[name] for name in ("year", "grade", "source"))
    services.note_result(person, form.seen, *told, actor=actor)


def _post_withdrawn(person: Person, form: Any, actor: Any) -> None:
    asked = form.cleaned_data
    withdrawing.withdraw_post(asked["post"], form.seen, asked["reason"], actor=actor)


def _voided(person: Person, form: Any, actor: Any) -> None:
    told = (form.cleaned_data[name] for name in ("paper", "reason"))
    withdrawing.void_sanction(form.cleaned_data["sanction"], form.seen, *told, actor=actor)


def _number_withdrawn(person: Person, form: Any, actor: Any) -> None:
    asked = form.cleaned_data
    withdrawing.withdraw_number(person, form.seen, asked["reason"], back=asked["wrong"] == "new", actor=actor)


DEEDS: Mapping[str, Deed] = {
    "facts": Deed("修改基本信息", forms.Facts, _facts),
    "rename": Deed("登记改名", forms.Renamed, _renamed),
    "number": Deed("变更身份证号", forms.Renumbered, _renumbered),
    "photo": Deed("更换照片", forms.Photographed, _photographed),
    "charge": Deed("登记分管工作", forms.Charged, _charged),
    "rank": Deed("登记职级", forms.Ranked, _ranked),
    "rank-end": Deed("免去职级", forms.RankEnded, _rank_ended),
    "rank-withdraw": Deed("撤回误登的职级", forms.RankWithdrawn, _rank_withdrawn),
    "sanction": Deed("登记处分与组织处理", forms.Imposed, _imposed),
    "lift": Deed("解除处分", forms.Lifted, _lifted),
    "result": Deed("登记历年考核结果", forms.Graded, _graded),
    "post-withdraw": Deed("撤回误登的任免", withdrawing_forms.PostWithdrawn, _post_withdrawn),
    "void": Deed("作废误登的处分", withdrawing_forms.Voided, _voided),
    "number-withdraw": Deed("撤回误登的身份证号变更", withdrawing_forms.NumberWithdrawn, _number_withdrawn),
}


def about(user: Any, person: Person, sent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The page's context beside posts; `sent` is the form that was not taken, by its deed."""
    keeps, clears = may(user, May.KEEP_PEOPLE), may(user, May.READ_CONDUCT)
    return {
        "facts": [(label, value) for name, label in _FACTS if (value := getattr(person, name))],
        "born": person.born if keeps else person.birth_month,
        "photo": has_photo(person),
        "former_names": person.former_names.all(),
        "former_numbers": person.former_numbers.count() if keeps else 0,
        "ranks": person.ranks.all(),
        "rank": ranks_on([person.pk]).get(person.pk),
        "charges": Charge.objects.filter(post__person=person).select_related("post__unit"),
        "sanctions": sanctions_seen_by(user, person) if clears else [],
        "barring": sanctions_seen_by(user, person).filter(in_effect()) if clears else [],
        "clears": clears,
        "results": AnnualResult.objects.filter(person=person).order_by("-year"),
        "marks": Mark.objects.filter(person=person) if may(user, May.MARK_PEOPLE) else [],
        "history": history_of(user, person, [], marks=may(user, May.MARK_PEOPLE)),
        "browses": may(user, May.BROWSE_REGISTER),
        "numbers": may(user, May.REVEAL_NUMBERS),
        "conflicts": conflicts_of(person) if may(user, May.REVEAL_NUMBERS) else [],
        "deeds": _offered(user, person, sent or {}) if keeps else [],
        "sent": next(iter(sent or {}), ""),
    }


def _offered(user: Any, person: Person, sent: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    there = {
        "lift": sanctions_seen_by(user, person).filter(lifted_on=None),
        "void": sanctions_seen_by(user, person),
        "post-withdraw": person.posts.all(),
        "number-withdraw": person.former_numbers.all(),
        "rank-end": person.ranks.filter(last_on=None),
        "rank-withdraw": person.ranks.all(),
    }
    return [
        (key, deed.heading, sent.get(key) or deed.form(person, user, auto_id=f"{key}_%s"))
        for key, deed in DEEDS.items()
        if key in sent or key not in there or there[key].exists()
    ]
