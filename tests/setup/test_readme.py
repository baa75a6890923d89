"""CI runs what the README says."""

import pytest

from bygdevekst.setup import places
from bygdevekst.setup.readme import first_block

TEXT = """# Title

```python
print("not this")
```

```sh
make run
# and more
```

```sh
make test
```
"""


def test_first_block_is_the_first_in_its_language_without_fences():
    assert first_block(TEXT) == "make run\n# and more\n"
    assert first_block(TEXT, "python") == 'print("not this")\n'


@pytest.mark.parametrize("text", ["", "make run", "```sh\nmake run\n", "    ```sh\n    make run\n    ```\n"])
def test_a_text_without_a_closed_block_is_refused(text):
    with pytest.raises(ValueError, match="block"):
        first_block(text)


def test_the_two_commands_stand_in_the_readme():
    readme = (places.ROOT / "README.md").read_text(encoding="utf-8")
    assert first_block(readme) == "make run\n"
    assert "```sh\nmake test\n```" in readme
