"""The README's commands, so that CI runs what the README tells a person to type and nothing else."""

import sys
from pathlib import Path


def first_block(markdown: str, language: str = "sh") -> str:
    """Return the lines of the first fenced block in `language`, without its fences. Raises ValueError without one."""
    _, opening, rest = f"\n{markdown}".partition(f"\n```{language}\n")
    block, closing, _ = f"\n{rest}".partition("\n```")
    if not opening or not closing:
        raise ValueError(f"no closed ```{language} block")
    return block.lstrip("\n") + "\n"


if __name__ == "__main__":
    sys.stdout.write(first_block(Path(sys.argv[1]).read_text(encoding="utf-8")))
