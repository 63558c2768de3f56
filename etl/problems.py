"""What is wrong with a curated file, said so that the person who typed it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One refusal: where, what, which rule, what to do. Texts are Vietnamese, for data staff."""

    file: str
    line: int
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 80 else self.value[:79] + "…"
        return f'{self.file}:{self.line}: "{shown}": {self.rule}; {self.remedy}.'


class CuratedDataError(Exception):
    """Every problem found in one reading of the curated files, sorted by file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(p) for p in self.problems))
