"""What earlier years said of a subject."""

from scoring.model.sheet import Earlier, Subject


def told(subject: Subject, year: int, what: str) -> tuple[str, ...]:
    """The different values on record for one year ('grade', 'rank' …); more than one contradict each other."""
    return tuple(sorted({one.value for one in of(subject, year, what)}))


def of(subject: Subject, year: int, what: str) -> list[Earlier]:
    """The records themselves."""
    return [one for one in subject.earlier if (one.year, one.what) == (year, what)]
