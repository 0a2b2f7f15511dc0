"""`python -m index add|list|remove|verify|rebuild|versions|diff|restore|backup|watch`: see --help of each.

Exit status: 0 done; 1 the index is damaged (verify); 2 wrong use or a file that cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from index import archive, commands, diff, strings
from index.bars import Bars
from index.errors import IndexDamaged, IndexFault, IndexMissing
from index.reader import Index
from index.records import PlanRecord, Summary
from index.settings import data_folder
from index.watching import watch


class _Parser(argparse.ArgumentParser):
    """Wrong use is one line."""

    def error(self, message: str) -> NoReturn:
        print(strings.WRONG_USE.format(program=self.prog, what=message), file=sys.stderr)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m index", description=strings.HELP["index"])
    commands_ = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        one = commands_.add_parser(name, help=strings.HELP[name], description=strings.HELP[name])
        one.add_argument("--data", type=Path, default=data_folder(), metavar="DIR", help=strings.HELP["--data"])
        one.add_argument("--json", action="store_true", help=strings.HELP["--json"])
        one.set_defaults(run=run)
        return one

    command("add", _add).add_argument("paths", nargs="+", type=Path, metavar="PATH")
    command("list", _list)
    command("remove", _remove).add_argument("plans", nargs="+", metavar="PLAN")
    command("verify", _verify)
    command("rebuild", _rebuild)
    command("versions", _versions).add_argument("plan", metavar="PLAN")
    one = command("diff", _diff)
    one.add_argument("plan", metavar="PLAN")
    one.add_argument("old", nargs="?", type=int, metavar="OLD")
    one.add_argument("new", nargs="?", type=int, metavar="NEW")
    command("backup", _backup).add_argument("file", type=Path, metavar="FILE")
    one = command("restore", _restore)
    one.add_argument("file", nargs="?", type=Path, metavar="FILE")
    one.add_argument("--plan", metavar="PLAN", help=strings.HELP["--plan"])
    one.add_argument("--version", type=int, metavar="N", help=strings.HELP["--version"])
    one.add_argument("--force", action="store_true", help=strings.HELP["--force"])
    one = command("watch", _watch)
    one.add_argument("folder", type=Path, metavar="DIR")
    one.add_argument("--seconds", type=float, default=None, help=strings.HELP["--seconds"])
    return parser


def _say(given: argparse.Namespace, facts: Any, lines: Sequence[str]) -> None:
    """For a program one JSON value, for a person lines."""
    print(json.dumps(facts, ensure_ascii=False) if given.json else "\n".join(lines), flush=True)


def _report(given: argparse.Namespace, summary: Summary) -> None:
    """What became of each file; the failed ones on stderr too, and then the exit status is 2."""
    lines = [outcome.message for outcome in summary.outcomes if outcome.status != "failed"]
    lines += [f"  {change.message}" for outcome in summary.outcomes for change in outcome.changes]
    _say(given, summary.to_json(), lines)
    for outcome in summary.failed:
        print(outcome.message, file=sys.stderr)
    if summary.failed:
        raise SystemExit(2)


def _add(given: argparse.Namespace) -> None:
    with Bars() as bars:
        summary = commands.add(given.data, given.paths, progress=bars)
    _report(given, summary)


def _remove(given: argparse.Namespace) -> None:
    with Bars() as bars:
        summary = commands.remove(given.data, given.plans, progress=bars)
    _report(given, summary)


def _rebuild(given: argparse.Namespace) -> None:
    with Bars() as bars:
        summary = commands.rebuild(given.data, progress=bars)
    done = strings.REBUILT.format(plans=summary.plans, tasks=summary.tasks)
    _say(given, summary.to_json(), [done])
    for outcome in summary.failed:
        print(outcome.message, file=sys.stderr)
    if summary.failed:
        raise SystemExit(2)


def _list(given: argparse.Namespace) -> None:
    try:
        with Index.open(given.data, load=False) as index:
            records = index.plans()
    except IndexMissing:
        if not given.json:
            raise
        records = []
    _say(given, [record.to_json() for record in records], [_line(record) for record in records] or [strings.EMPTY])


def _versions(given: argparse.Namespace) -> None:
    with Index.open(given.data, load=False) as index:
        record = commands.find_plan(index.plans(), given.plan)
        records = index.versions(record.plan.id)
    _say(given, [record.to_json() for record in records], [_line(record) for record in records])


def _line(record: PlanRecord) -> str:
    mark = "" if record.current else strings.NOT_CURRENT
    name = record.plan.symbol or record.plan.title or record.plan.file
    return strings.LINE.format(
        id=record.plan.id, name=name, file=record.plan.file, version=record.version, tasks=record.tasks,
        passages=record.passages, added=record.added_at.strftime("%d/%m/%Y %H:%M"), mark=mark,
    )  # fmt: skip


def _diff(given: argparse.Namespace) -> None:
    with Index.open(given.data, load=False) as index:
        record = commands.find_plan(index.plans(), given.plan)
        changes = index.diff(record.plan.id, given.old, given.new)
    _say(given, [change.to_json() for change in changes], [change.message for change in changes] or [diff.summary(())])


def _verify(given: argparse.Namespace) -> None:
    manifest, vectors = commands.verify(given.data)
    done = strings.VERIFIED.format(plans=manifest.plans, tasks=manifest.tasks, vectors=vectors)
    facts = {"sound": True, "plans": manifest.plans, "tasks": manifest.tasks, "vectors": vectors}
    _say(given, facts, [done])


def _backup(given: argparse.Namespace) -> None:
    with Bars() as bars:
        size = archive.backup(given.data, given.file, progress=bars)
    done = strings.BACKED_UP.format(file=given.file, size=f"{size / 1e6:.1f}".replace(".", ","))
    _say(given, {"file": str(given.file), "bytes": size}, [done])


def _restore(given: argparse.Namespace) -> None:
    if (given.file is None) == (given.plan is None) or (given.plan is None) != (given.version is None):
        _parser().error(strings.RESTORE_WHAT)
    with Bars() as bars:
        if given.file is not None:
            manifest = archive.restore(given.data, given.file, replace=given.force, progress=bars)
            done = strings.RESTORED_BACKUP.format(file=given.file.name, plans=manifest.plans, tasks=manifest.tasks)
            _say(given, {"plans": manifest.plans, "tasks": manifest.tasks}, [done])
            return
        summary = commands.restore(given.data, given.plan, given.version, progress=bars)
    _report(given, summary)


def _watch(given: argparse.Namespace) -> None:
    summaries = watch(given.data, given.folder, seconds=given.seconds)
    if not given.json:
        print(strings.WATCHING.format(folder=given.folder), file=sys.stderr)
    for summary in summaries:
        _say(given, summary.to_json(), [outcome.message for outcome in summary.outcomes])


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except IndexFault as fault:
        print(str(fault), file=sys.stderr)
        raise SystemExit(1 if given.command == "verify" and isinstance(fault, IndexDamaged) else 2) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
