"""Refuse files with trailing blanks, without a last newline, with conflict marks, or above 2 MB. For pre-commit.

Documents under corpus/raw and golden files keep the noise they have.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEXT = {".py", ".toml", ".md", ".yaml", ".yml", ".sh", ".lock", ""}
LARGE = 2_000_000


def faults(path: Path) -> list[str]:
    """What is wrong with one file, one line each."""
    data = path.read_bytes()
    if len(data) > LARGE:
        return [f"{path}: {len(data):,} bytes, more than {LARGE:,}"]
    if path.suffix not in TEXT or path.parts[:2] == ("corpus", "raw") or "golden" in path.parts or b"\0" in data:
        return []
    lines = data.split(b"\n")
    found = [f"{path}:{n}: trailing blanks" for n, line in enumerate(lines, 1) if line != line.rstrip(b" \t\r")]
    found += [
        f"{path}:{n}: conflict mark" for n, line in enumerate(lines, 1) if line.startswith((b"<<<<<<< ", b">>>>>>> "))
    ]
    if data and not data.endswith(b"\n"):
        found.append(f"{path}: no newline at the end")
    return found


def main(names: list[str]) -> int:
    """Print the faults of the files named; 1 where there are any."""
    found = [fault for name in names for fault in faults(Path(name))]
    print("\n".join(found)) if found else None
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
