"""From a publication's rows to `Contents`: a fixed number of queries, nothing computed anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessment.cycles.selectors import scheme_of
from assessment.entries.models import Deduction
from assessment.publications.models import Publication
from assessment.rankings.words import colour_of, grade_of, line_words, proposal_of, public_status
from assessment.runs.models import Result, Ruling, Run
from assessment.runs.quotas import drawn_of, lines_of, scope_word, unit_names
from assessment.runs.selectors import IN_ORDER
from reports.documents import words
from reports.documents.contents import Carried, Contents, Line, QuotaLine, Table
from scoring.keeping.sheetfile import NO_REF
from scoring.language.scheme import Scheme, SubjectKind
from scoring.model.figure import LINE, Figure, loads
from scoring.model.verdict import ABSENT, RANKED
from scoring.rules.carried import ROLE_WORDS
from scoring.telling import wording
from scoring.telling.outline import outline

Named = Mapping[tuple[str, str], Result]


def contents_of(publication: Publication) -> Contents:
    """Everything the documents of a publication say."""
    run = publication.run
    scheme = scheme_of(run.cycle)
    results = _results(scheme, run)
    named = {(result.kind, result.seat.code): result for result in results}
    county = run.cycle.county
    return Contents(
        county=county.name,
        department=county.department,
        cycle=run.cycle.name,
        year=run.cycle.year,
        reference=run.cycle.last_on,
        number=publication.number,
        run=run.number,
        published_at=timezone.localtime(publication.published_at),
        signer=publication.signer_name,
        engine=run.engine_version,
        inputs_digest=run.inputs_digest,
        digest=run.digest,
        seal=publication.seal,
        previous_seal=publication.previous_seal,
        scheme_sha256=run.scheme_sha256,
        scheme=scheme,
        outline=outline(run.cycle.scheme.text),
        tables=tuple(_tables(scheme, run, results)),
        quotas=tuple(_quotas(scheme, run, named)),
        carried=tuple(_carried(scheme, results)),
        absent=Counter(result.kind for result in results if result.status == ABSENT),
    )


def _results(scheme: Scheme, run: Run) -> Sequence[Result]:
    """Results in the order of the tables: the scheme's kinds and groups, then as every ranking stands."""
    tables = [(kind.key, group) for kind in scheme.subjects.values() for group in kind.groups]
    rows = Result.objects.filter(run=run).select_related("seat").order_by(*IN_ORDER)
    return sorted(rows, key=lambda row: tables.index((row.kind, row.peer_group)))


def _tables(scheme: Scheme, run: Run, results: Sequence[Result]) -> Iterator[Table]:
    for kind in scheme.subjects.values():
        for group, label in kind.groups.items():
            mine = [row for row in results if (row.kind, row.peer_group) == (kind.key, group) and row.status != ABSENT]
            drawn = drawn_of(scheme, lines_of(scheme, run, kind.key, group), group) is not None
            yield _table(scheme, kind, group, label, mine, drawn=drawn)


def _table(
    scheme: Scheme, kind: SubjectKind, group: str, label: str, results: Sequence[Result], *, drawn: bool
) -> Table:
    labels = tuple(part.short for part in kind.score.children())
    lines = [_line(scheme, row, labels) for row in results]
    ranked = tuple(line for line in lines if line.status == RANKED)
    others = tuple(line for line in lines if line.status != RANKED)
    own, graded = (kind.key, kind.label, kind.people), kind.key in scheme.grades
    return Table(*own, group, label, labels, graded, drawn, ranked, others)


def _line(scheme: Scheme, row: Result, labels: tuple[str, ...]) -> Line:
    """A row; who is not ranked shows no score."""
    ranked = row.status == RANKED
    parts = {label: score for label, score, _ in row.parts} if ranked else {}
    return Line(
        code=row.seat.code,
        name=row.seat.name,
        unit=row.seat.unit_name,
        post=row.seat.post_line,
        category=row.seat.category,
        rank=row.rank,
        tied=row.tied,
        parts=tuple(parts.get(label, "") for label in labels),
        score=_published(scheme, row.score) if ranked else None,
        status=public_status(row.status),
        place=row.place,
        grade=grade_of(scheme, row),
        colour=colour_of(scheme, row),
        remark=proposal_of(scheme, row),
        sentence=wording.sentence(scheme, loads(row.explanation)) if ranked else "",
    )


def _published(scheme: Scheme, score: Decimal | None) -> Decimal | None:
    """A score with the decimals it is published with; the column keeps more."""
    return None if score is None else scheme.places.publish(score)


def _quotas(scheme: Scheme, run: Run, named: Named) -> Iterator[QuotaLine]:
    rulings = Ruling.objects.in_bulk([line["ruling"] for line in run.quotas if line["ruling"]])
    units = unit_names(scheme, run)
    for line in run.quotas:
        names = {code: named[line["kind"], code].seat.name for code in line["undecided"]}
        ruling = rulings.get(line["ruling"])
        yield QuotaLine(
            quota=line["quota"],
            group=scope_word(scheme, line, units),
            base=line["base"],
            seats=line["seats"],
            line=line["line"] or "",
            undecided=tuple(names.values()),
            open_seats=line["open_seats"],
            ruling=words.ruling(ruling.decided_by, ruling.decided_on, ruling.document) if ruling else "",
            sentence="；".join(line_words(scheme, line, names, units)) + "。",
        )


def _carried(scheme: Scheme, results: Sequence[Result]) -> Iterator[Carried]:
    """Every unit deduction that weighs on a ranked cadre, in the order of the tables."""
    found = [
        (row, figure) for row in results if row.status == RANKED for figure in _carries(scheme, loads(row.explanation))
    ]
    refs = [int(figure.parts[0].basis[-1]) for _, figure in found]
    lines = Deduction.objects.select_related("seat", "unit_task").in_bulk(refs)
    for (row, figure), ref in zip(found, refs, strict=True):
        yield _carry(row, figure, lines[ref]) if ref != NO_REF else _carry_of_book(row, figure)


def _carries(scheme: Scheme, figure: Figure) -> Iterator[Figure]:
    """The figures of a tree that carry one ledger line to a person."""
    rule = None if figure.rule == LINE else scheme.rules.get(figure.rule.rpartition(".")[0])
    if rule is not None and rule.kind == "carried" and figure.rule != rule.path:
        yield figure
        return
    for part in figure.parts:
        yield from _carries(scheme, part)


def _carry(row: Result, figure: Figure, line: Deduction) -> Carried:
    role, factor = figure.basis
    return Carried(
        code=row.seat.code,
        name=row.seat.name,
        post=row.seat.post_line,
        unit=line.seat.name,
        happened_on=line.happened_on,
        task=f"{line.unit_task.code} {line.unit_task.title}",
        points=Decimal(line.points or 0),
        role=ROLE_WORDS[str(role)],
        factor=str(factor),
        carried=words.exact(figure.value),
        reason=line.reason,
        document=line.document,
    )


def _carry_of_book(row: Result, figure: Figure) -> Carried:
    """A line of a data book says itself all that is known of it; whose line it was stands in the task's code."""
    (role, factor), leaf = figure.basis, figure.parts[0]
    task, on, reason, document = map(str, leaf.basis[:4])
    return Carried(
        code=row.seat.code,
        name=row.seat.name,
        post=row.seat.post_line,
        unit=row.seat.unit_name,
        happened_on=date.fromisoformat(on),
        task=task,
        points=words.exact(leaf.value),
        role=ROLE_WORDS[str(role)],
        factor=str(factor),
        carried=words.exact(figure.value),
        reason=reason,
        document=document,
    )
