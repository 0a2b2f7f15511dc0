"""`python -m corpus FILE`: read one plan and print it as one JSON object."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from corpus import CorpusError, read

USAGE = "Cách dùng: python -m corpus TỆP_KẾ_HOẠCH"


def main(arguments: list[str]) -> int:
    """Print the reading of the one file named; 2 and a line on stderr when it cannot be read."""
    if arguments in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        reading = read(Path(arguments[0]))
    except CorpusError as error:
        print(str(error), file=sys.stderr)
        return 2
    print(json.dumps(reading.to_json(), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
