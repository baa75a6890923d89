"""A step is skipped only when it was done for exactly this input."""

from bygdevekst.setup import stamps


def test_stamp_is_current_only_for_the_value_it_was_written_for(tmp_path):
    stamp = tmp_path / "stamps" / "base"
    assert not stamps.is_current(stamp, "a")
    stamps.write(stamp, "a")
    assert stamps.is_current(stamp, "a")
    assert not stamps.is_current(stamp, "b")


def test_stamp_keeps_text_of_several_lines(tmp_path):
    stamp = tmp_path / "database"
    stamps.write(stamp, "a", "Logg inn som:\n  kari\n")
    assert stamps.stamped_text(stamp, "a") == "Logg inn som:\n  kari\n"
    assert stamps.stamped_text(stamp, "b") is None


def test_fingerprint_changes_with_content_name_absence_and_facts(tmp_path):
    lock, other = tmp_path / "base.txt", tmp_path / "dev.txt"
    absent = stamps.fingerprint([lock])
    lock.touch()
    empty = stamps.fingerprint([lock])
    lock.write_text("Django==5.2.1")
    other.write_text("Django==5.2.1")
    first = stamps.fingerprint([lock])
    named_otherwise = stamps.fingerprint([other])
    with_fact = stamps.fingerprint([lock], "3.11")
    lock.write_text("Django==5.2.2")
    values = [absent, empty, first, named_otherwise, with_fact, stamps.fingerprint([lock])]
    assert len(set(values)) == len(values)


def test_fingerprint_does_not_depend_on_the_order_files_are_found_in(tmp_path):
    files = [tmp_path / name for name in ("b", "a", "c")]
    for file in files:
        file.write_text(file.name)
    assert stamps.fingerprint(files) == stamps.fingerprint(reversed(files))


def test_fingerprint_keeps_neighbouring_facts_apart():
    assert stamps.fingerprint([], "ab", "c") != stamps.fingerprint([], "a", "bc")
