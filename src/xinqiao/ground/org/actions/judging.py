"""What a roster would do to the register: every row gets one verdict, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from xinqiao.ground.org.actions.cells import Problem, shown
from xinqiao.ground.org.actions.columns import Listing
from xinqiao.ground.org.actions.entries import Entry
from xinqiao.ground.org.actions.findings import Finding, Known
from xinqiao.ground.org.actions.placing import Nowhere, Place, UnitBook
from xinqiao.ground.org.words import Question, Verdict

_ALIKE = 0.6  # names closer than this are one name corrected; further apart they may be two people
_COMPLETE = 0.5  # a sheet that names fewer of a unit's people is no list of the unit


class Judge:
    """Compares entries with the register. `scope`: paths of the units it may touch; None for all of them."""

    def __init__(
        self,
        listing: Listing,
        *,
        people: Iterable[Known],
        book: UnitBook,
        today: date,
        scope: Sequence[str] | None = None,
        fallback: Place | None = None,
    ) -> None:
        self.listing, self.book, self.today = listing, book, today
        self.scope, self.fallback = scope, fallback
        self.people = list(people)
        self.by_number = {known.number: known for known in self.people}
        self.by_id = {known.id_index: known for known in self.people if known.id_index}
        self.by_name: dict[str, list[Known]] = {}
        for known in self.people:
            self.by_name.setdefault(known.name, []).append(known)
        self.paths: set[str] = set()
        self.present: set[int] = set()
        self.unclear: set[str] = set()

    def findings(self, entries: Sequence[Entry]) -> list[Finding]:
        """One finding a row, none for a row that changes nothing; then the people the sheet no longer names."""
        numbers = {entry.number for entry in entries}
        found = [self._judge(entry, numbers=numbers) for entry in entries]
        return [finding for finding in found if finding] + self._left()

    def _judge(self, entry: Entry, *, numbers: set[str]) -> Finding | None:
        known = self.by_number.get(entry.number) or (None if entry.number else self.by_id.get(entry.id_index))
        if known:
            self.present.add(known.id)
        elif entry.name:
            self.unclear.add(entry.name)
        if entry.problems:
            return self._refused(entry, known=known, problems=entry.problems)
        place = self._place(entry, known=known)
        if isinstance(place, Nowhere):
            return self._misplaced(entry, known=known, nowhere=place, numbers=numbers)
        return self._placed(entry, known=known, place=place, numbers=numbers)

    def _placed(self, entry: Entry, *, known: Known | None, place: Place | None, numbers: set[str]) -> Finding | None:
        if known is None:
            return self._stranger(entry, place=place, numbers=numbers)
        if not self._within(known.path):
            return self._beyond(entry, known=known, name=self.book.of(known.unit).name)
        return self._acquaintance(entry, known=known, place=place)

    def _misplaced(self, entry: Entry, *, known: Known | None, nowhere: Nowhere, numbers: set[str]) -> Finding:
        """Refused for its unit; where everything else stands, one tap says which unit is meant."""
        problem = Problem(self.listing.title("unit"), nowhere.value, nowhere.reason, nowhere.cure)
        refused = self._refused(entry, known=known, problems=[problem])
        if nowhere.nearest is None:
            return refused
        place = self.book.of(nowhere.nearest)
        if not self._within(place.path):
            return refused
        otherwise = self._placed(entry, known=known, place=place, numbers=numbers)
        if otherwise is None or otherwise.verdict in (Verdict.NEW, Verdict.CHANGED):
            refused.question, refused.number = Question.UNIT, entry.number or refused.number
            refused.after, refused.secret = self._said(entry, place=place), self._secret(entry)
        return refused

    def _place(self, entry: Entry, *, known: Known | None) -> Place | Nowhere | None:
        if entry.units:
            place: Place | Nowhere | None = self.book.place(entry.units)
            if isinstance(place, Nowhere) and known and known.unit in place.several:
                place = self.book.of(known.unit)  # a name that several units bear says nothing against one's own
        elif known:
            place = None
            self.paths.add(known.path)
        elif self.fallback:
            place = self.fallback
        elif self.listing.units:
            place = Nowhere("", _("单位是空的。"), _("请在表里补上单位。"))
        else:
            place = Nowhere("", _("表里没有单位这一列。"), _("请在表里加上“单位”一列，或者选好新来的人进哪个单位。"))
        if isinstance(place, Place):
            if not self._within(place.path):
                return Nowhere(place.name, _("这个单位不归您管。"), _("请由管这个单位的同志导入。"))
            if not place.make:
                self.paths.add(place.path)
        return place

    def _within(self, path: str) -> bool:
        return self.scope is None or any(path.startswith(allowed) for allowed in self.scope)

    def _beyond(self, entry: Entry, *, known: Known, name: str) -> Finding:
        reason = _("这个人在%(unit)s，不归您管。") % {"unit": name}
        problem = Problem(self.listing.title("number"), entry.number, reason, _("请由管这个单位的同志导入。"))
        return self._refused(entry, known=known, problems=[problem])

    def _stranger(self, entry: Entry, *, place: Place | None, numbers: set[str]) -> Finding:
        title = self.listing.title
        if entry.left_on:
            reason, cure = _("表里写明已经离开，册上也没有这个人。"), _("不用入册；写错的话，删去离职日期。")
            return self._refused(entry, problems=[Problem(title("left_on"), str(entry.left_on), reason, cure)])
        if not entry.number:
            reason, cure = _("册上没有这个身份证号，表里又没有工号。"), _("请在表里加上“工号”一列。")
            value = shown(entry.id_number, kind="id_number")
            return self._refused(entry, problems=[Problem(title("id_number"), value, reason, cure)])
        other = self.by_id.get(entry.id_index) if entry.id_index else None
        if other:
            self.present.add(other.id)
            reason = _("这个身份证号在册，工号是 %(number)s，姓名%(name)s。")
            return self._elsewhere(entry, other=other, place=place, reason=reason)
        if other := self._swapped(entry, numbers=numbers):
            self.present.add(other.id)
            reason = _("册上有同名的人，工号 %(number)s，像是写错了一两位。") % {"number": other.number}
            cure = _("是同一个人就用 %(number)s，不是就当作两个人。") % {"number": other.number}
            problem = Problem(title("number"), entry.number, reason, cure)
            return self._doubtful(entry, known=other, place=place, question=Question.SWAPPED, problem=problem)
        doubt = self._doubt_of_spelling(entry, known=None, place=place)
        if doubt:
            return doubt
        return Finding(
            Verdict.NEW,
            entry.row,
            entry.number,
            entry.name,
            after=self._said(entry, place=place),
            secret=self._secret(entry),
        )

    def _elsewhere(self, entry: Entry, *, other: Known, place: Place | None, reason: str) -> Finding:
        facts = {"number": other.number, "name": other.name}
        cure = _("是同一个人就用 %(number)s，不是就请核对身份证号。") % facts
        problem = Problem(
            self.listing.title("id_number"), shown(entry.id_number, kind="id_number"), reason % facts, cure
        )
        return self._doubtful(entry, known=other, place=place, question=Question.ELSEWHERE, problem=problem)

    def _swapped(self, entry: Entry, *, numbers: set[str]) -> Known | None:
        """Somebody of the same name whose number is almost this one and does not stand in the sheet itself."""
        for known in self.by_name.get(entry.name, ()):
            one, other = entry.number, known.number
            if other in numbers or known.left_on or (entry.id_index and known.id_index):
                continue  # two whole identity numbers tell people apart better than two numbers alike
            differ = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
            swapped = (
                len(differ) == 2
                and differ[1] == differ[0] + 1
                and one[differ[0]] == other[differ[1]]
                and one[differ[1]] == other[differ[0]]
            )
            if (len(one) == len(other) and (len(differ) == 1 or swapped)) or one.lstrip("0") == other.lstrip("0"):
                return known
        return None

    def _acquaintance(self, entry: Entry, *, known: Known, place: Place | None) -> Finding | None:
        title = self.listing.title
        other = self.by_id.get(entry.id_index) if entry.id_index else None
        if other and other.id != known.id:
            self.present.add(other.id)
            reason = _("这个身份证号在册，是工号 %(number)s 的%(name)s。")
            return self._elsewhere(entry, other=other, place=place, reason=reason)
        if known.left_on and known.left_on <= self.today and not entry.left_on:
            reason, cure = _("册上写着 %(day)s 已经离开。") % {"day": known.left_on}, _("回来了就点“同一个人”。")
            problem = Problem(title("number") or title("id_number"), known.number, reason, cure)
            return self._doubtful(entry, known=known, place=place, question=Question.RETURNED, problem=problem)
        if entry.id_index and known.id_index and entry.id_index != known.id_index:
            reason, cure = _("工号相同，身份证号与册上的不同。"), _("请照身份证核对；册上写错了就点“同一个人”。")
            problem = Problem(title("id_number"), shown(entry.id_number, kind="id_number"), reason, cure)
            return self._doubtful(entry, known=known, place=place, question=Question.IDENTITY, problem=problem)
        sure = bool(entry.id_index) and entry.id_index == known.id_index
        alike = SequenceMatcher(None, entry.name, known.name).ratio() > _ALIKE
        if entry.name != known.name and not sure and not alike:
            reason = _("工号相同，册上的姓名是%(name)s。") % {"name": known.name}
            problem = Problem(title("name"), entry.name, reason, _("改过名就点“同一个人”，不是就核对工号。"))
            return self._doubtful(entry, known=known, place=place, question=Question.NAME, problem=problem)
        doubt = self._doubt_of_spelling(entry, known=known, place=place)
        if doubt:
            return doubt
        changed = self._changes(entry, known=known, place=place)
        if not changed:
            return None
        said, secret = self._said(entry, place=place), self._secret(entry)
        after = {name: value for name, value in said.items() if name in changed or name == "make"}
        if "left_on" in changed:
            after["why_left"] = entry.why_left
        return Finding(
            Verdict.CHANGED,
            entry.row,
            known.number,
            entry.name,
            known,
            after,
            {name: value for name, value in secret.items() if name in changed},
        )

    def _doubt_of_spelling(self, entry: Entry, *, known: Known | None, place: Place | None) -> Finding | None:
        if entry.dot:
            reason = _("工号相同，间隔号不同。") if known else _("姓名里的间隔号写成了别的符号。")
            cure = _("是同一个人的话，姓名按“%(name)s”入册。") % {"name": entry.name}
            problem = Problem(self.listing.title("name"), entry.written_name[:60], reason, cure)
            return self._doubtful(entry, known=known, place=place, question=Question.DOT, problem=problem)
        if entry.bad_phone:
            problem = entry.bad_phone
            return self._doubtful(entry, known=known, place=place, question=Question.PHONE, problem=problem)
        return None

    def _changes(self, entry: Entry, *, known: Known, place: Place | None) -> set[str]:
        fields = {name: name for name in ("name", "sex", "born_on", "trade", "hired_on", "left_on")}
        fields |= {"id_number": "id_index", "phone": "phone_index"}
        changed = {name for name, at in fields.items() if getattr(entry, at) not in ("", None, getattr(known, at))}
        if entry.joined_on and not known.joined_on:  # a roster enters members; it does not correct when they joined
            changed.add("joined_on")
        # A sheet that names only the body above says nothing against the team somebody is in.
        if place and (place.make or (place.unit != known.unit and not known.path.startswith(place.path))):
            changed.add("unit")
        return changed

    def _said(self, entry: Entry, *, place: Place | None) -> dict[str, Any]:
        """What the row says, as plain data; what it leaves open is left out."""
        said: dict[str, Any] = {
            "name": entry.name,
            "sex": entry.sex,
            "born_on": entry.born_on and entry.born_on.isoformat(),
            "trade": entry.trade,
            "hired_on": entry.hired_on and entry.hired_on.isoformat(),
            "joined_on": entry.joined_on and entry.joined_on.isoformat(),
            "left_on": entry.left_on and entry.left_on.isoformat(),
            "why_left": entry.why_left,
            "unit": place and place.unit,
            "make": list(place.make) if place else [],
        }
        return {name: value for name, value in said.items() if value not in (None, "", [])}

    @staticmethod
    def _secret(entry: Entry) -> dict[str, str]:
        return {name: value for name, value in (("id_number", entry.id_number), ("phone", entry.phone)) if value}

    def _refused(self, entry: Entry, *, problems: list[Problem], known: Known | None = None) -> Finding:
        number = shown(entry.number, kind="number")
        return Finding(Verdict.REFUSED, entry.row, number, entry.name, known, problems=problems)

    def _doubtful(
        self, entry: Entry, *, known: Known | None, place: Place | None, question: str, problem: Problem
    ) -> Finding:
        return Finding(
            Verdict.DOUBTFUL,
            entry.row,
            entry.number,
            entry.written_name[:60] or entry.name,
            known,
            self._said(entry, place=place),
            self._secret(entry),
            [problem],
            question,
        )

    def _left(self) -> list[Finding]:
        """People of the bodies the sheet covers whom it does not name; only where it names at least half of them."""
        bodies = {path for path in self.paths if not any(path[:n] in self.paths for n in range(4, len(path), 4))}
        working: dict[str, list[Known]] = {}
        for known in self.people:
            if not known.left_on:
                body = next((known.path[:n] for n in range(4, len(known.path) + 1, 4) if known.path[:n] in bodies), "")
                if body and self._within(known.path):
                    working.setdefault(body, []).append(known)
        gone = []
        for people in working.values():
            missing = [one for one in people if one.id not in self.present and one.name not in self.unclear]
            if len(people) - len(missing) >= _COMPLETE * len(people):
                gone += missing
        return [
            Finding(Verdict.LEFT, None, one.number, one.name, one, question=Question.MISSING)
            for one in sorted(gone, key=lambda one: one.number)
        ]
