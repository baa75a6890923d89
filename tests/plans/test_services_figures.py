"""Pictures that people upload: what is taken in, what is refused, and what is left of them."""

import hashlib
import io
import zlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from plans import services
from plans.models import Blob, FieldChange, Figure, Plan
from plans.services import Closed
from plans.services.figures import FORMATS, MAX_BYTES, MAX_PIXELS
from tests.factories import make_plan, put_status
from tests.pictures import png

pytestmark = pytest.mark.django_db
SECRET = "Kari Nordmann, hjemme 64.4N 12.3E"


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(blob):
    return Image.open(io.BytesIO(bytes(blob.data)))


def checkered(mode="RGB", size=(64, 48)):
    """A picture in which every quarter has a colour of its own, so that turning it shows."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    image.paste("blue", (size[0] // 2, size[1] // 2, *size))
    return image.convert(mode)


def with_exif(**tags):
    exif = Image.Exif()
    exif[0x010E] = SECRET  # ImageDescription
    for tag, value in tags.items():
        exif[int(tag.removeprefix("tag"))] = value
    return exif


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("WEBP", "image/png"), ("JPEG", "image/jpeg")])
def test_common_formats_are_taken_in(kind, media_type):
    blob = services.store_blob(data=encoded(checkered(), kind))
    assert (blob.media_type, blob.width, blob.height) == (media_type, 64, 48)
    assert opened(blob).size == (64, 48)
    assert opened(blob).format == media_type.removeprefix("image/").upper()


def test_a_blob_is_named_by_its_own_bytes():
    blob = Blob.objects.get(pk=services.store_blob(data=png()).pk)
    assert blob.pk == hashlib.sha256(bytes(blob.data)).hexdigest()


def test_the_same_picture_is_stored_once():
    first = services.store_blob(data=png())
    assert services.store_blob(data=png()).pk == first.pk
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    with_name = encoded(Image.open(io.BytesIO(png())), "PNG", pnginfo=info)
    assert services.store_blob(data=with_name).pk == first.pk
    assert services.store_blob(data=png(colour="black")).pk != first.pk


def png_with_text():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", SECRET)
    return encoded(checkered(), "PNG", pnginfo=info, exif=with_exif())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(png_with_text, id="png"),
        pytest.param(lambda: encoded(checkered("P"), "PNG", exif=with_exif()), id="palette"),
        pytest.param(
            lambda: encoded(checkered(), "JPEG", exif=with_exif(), comment=SECRET, xmp=SECRET.encode()), id="jpeg"
        ),
        pytest.param(lambda: encoded(checkered("CMYK"), "JPEG", exif=with_exif(), comment=SECRET), id="cmyk"),
        pytest.param(lambda: encoded(checkered(), "WEBP", exif=with_exif(), xmp=SECRET.encode()), id="webp"),
    ],
)
def test_nothing_but_the_picture_is_kept(data):
    sent = data()
    assert SECRET.encode() in sent
    kept = bytes(services.store_blob(data=sent).data)
    assert SECRET.encode() not in kept
    image = Image.open(io.BytesIO(kept))
    assert len(image.getexif()) == 0
    assert not {"comment", "xmp", "exif", "icc_profile", "XML:com.adobe.xmp", "Author"} & set(image.info)


def test_a_photograph_stands_the_way_the_camera_meant_it():
    """Phones store the picture as the sensor saw it and the turn as metadata, which is taken away."""
    sent = encoded(checkered(), "JPEG", exif=with_exif(tag274=6), quality=95)
    blob = services.store_blob(data=sent)
    assert (blob.width, blob.height) == (48, 64)
    red, green, blue = opened(blob).convert("RGB").getpixel((40, 8))
    assert red > 200 > 60 > max(green, blue)


def test_a_photograph_of_a_phone_that_takes_two_stays_a_photograph():
    sent = encoded(checkered(), "MPO", save_all=True, append_images=[checkered()])
    assert Image.open(io.BytesIO(sent)).format == "MPO"
    assert services.store_blob(data=sent).media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_to_store_a_png_is_read(mode):
    image = Image.new("I;16", (64, 48)) if mode == "I;16" else checkered(mode)
    blob = services.store_blob(data=encoded(image, "PNG"))
    assert opened(blob).mode in ("L", "P", "RGB", "RGBA")


def test_half_a_picture_is_refused_also_after_a_pdf_was_made(monkeypatch):
    # The PDF library sets this for the whole process when it is first loaded.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ValidationError, match="Bruk PNG, JPEG eller WebP"):
        services.store_blob(data=png()[:60])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_what_is_transparent_stays_transparent():
    palette = checkered("P")
    data = encoded(palette, "PNG", transparency=palette.getpixel((0, 0)))
    for picture in (Image.open(io.BytesIO(data)), opened(services.store_blob(data=data))):
        assert picture.convert("RGBA").getchannel("A").getpixel((0, 0)) == 0


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', id="svg"),
        pytest.param(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', id="svg with a head"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", id="pdf"),
        pytest.param(b"<html><body>bilde</body></html>", id="html"),
        pytest.param(encoded(checkered("P"), "GIF"), id="gif"),
        pytest.param(encoded(checkered(), "TIFF"), id="tiff"),
        pytest.param(encoded(checkered(), "BMP"), id="bmp"),
        pytest.param(encoded(checkered(), "ICO"), id="ico"),
        pytest.param(encoded(checkered(), "EPS"), id="eps"),
        pytest.param(png()[:60], id="half a png"),
        pytest.param(encoded(checkered(), "JPEG")[:300], id="half a jpeg"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, id="a png's head alone"),
        # Pillow calls this a SyntaxError, as Python calls a broken program.
        pytest.param(png().replace(b"*IDAT", b"\x01IDAT"), id="a png that promises too little"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(data):
    with pytest.raises(ValidationError, match="Bruk PNG, JPEG eller WebP"):
        services.store_blob(data=data)
    assert FORMATS == ("PNG", "JPEG", "WEBP")


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(ValidationError, match=r"Bildet er på 8192 kB. Det kan være høyst 8192 kB") as refused:
        services.store_blob(data=png() + b"\0" * (MAX_BYTES - len(png()) + 1))
    assert refused.value.messages


def test_a_picture_with_too_many_points_is_refused():
    side = 5001
    assert side * side > MAX_PIXELS
    with pytest.raises(ValidationError, match="Bildet er på 5001 × 5001 punkter"):
        services.store_blob(data=encoded(Image.new("1", (side, side)), "PNG"))


def test_a_bomb_is_refused_by_its_head():
    """A head that promises 60 000 x 60 000 points is enough; nothing is unpacked."""
    data = bytearray(png())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    with pytest.raises(ValidationError):
        services.store_blob(data=bytes(data))


def with_size(width, height):
    """A PNG whose head promises another size."""
    data = bytearray(png())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


def unpacking(size):
    """A small PNG whose pixels unpack to far more than its head promises."""
    packed = zlib.compress(b"\0" * size)
    data = png()
    start = data.index(b"IDAT")
    chunk = b"IDAT" + packed
    return (
        data[: start - 4] + len(packed).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") + data[-12:]
    )


SENTENCE_SIZE = "Gjør det mindre: høyst 25 millioner punkter"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(with_size(20_000, 20_000), SENTENCE_SIZE, id="20 000 x 20 000"),
        pytest.param(with_size(10_000, 10_000), "Bildet er på 10000 × 10000 punkter", id="10 000 x 10 000"),
        pytest.param(with_size(1, 2_000_000_000), SENTENCE_SIZE, id="one point wide"),
        pytest.param(b"MZ\x90\x00" + b"\0" * 500, "Bruk PNG, JPEG eller WebP", id="a program called kart.png"),
        pytest.param(b"GIF89a/*" + png() + b"*/=1;alert(1)", "Bruk PNG, JPEG eller WebP", id="a picture and a script"),
        pytest.param(b"%PDF-1.7\n" + png(), "Bruk PNG, JPEG eller WebP", id="a document with a picture in it"),
        pytest.param(encoded(checkered(), "WEBP")[:80], "Bruk PNG, JPEG eller WebP", id="half a webp"),
    ],
)
def test_hostile_pictures_are_refused_with_a_sentence(data, sentence):
    with pytest.raises(ValidationError, match=sentence):
        services.store_blob(data=data)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(png() + b"<script>alert('hemmelig')</script>", id="a page behind a png"),
        pytest.param(encoded(checkered(), "JPEG") + b"PK\x03\x04hemmelig", id="an archive behind a jpeg"),
        pytest.param(encoded(checkered(), "WEBP") + b"<?php hemmelig ?>", id="a program behind a webp"),
        pytest.param(unpacking(50_000_000), id="pixels that unpack to fifty megabytes"),
    ],
)
def test_what_lies_behind_a_picture_never_comes_along(sent):
    blob = services.store_blob(data=sent)
    kept = bytes(blob.data)
    assert b"hemmelig" not in kept
    assert len(kept) < 10_000
    assert opened(blob).size == (blob.width, blob.height)


def test_a_photograph_in_another_format_is_kept_as_a_photograph_and_a_drawing_as_a_drawing():
    noise = Image.effect_noise((400, 400), 80)
    photograph = Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180)))
    for kind in ("PNG", "WEBP"):
        assert services.store_blob(data=encoded(photograph, kind)).media_type == "image/jpeg"
        assert services.store_blob(data=encoded(checkered(), kind)).media_type == "image/png"


PICTURES = {kind: encoded(checkered(size=(12, 9)), kind) for kind in FORMATS}


# Pillow warns of pictures larger than ours may be, just before we refuse them.
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@given(
    st.sampled_from(sorted(PICTURES)),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_a_damaged_picture_is_stored_or_refused_and_nothing_else(kind, changes):
    data = bytearray(PICTURES[kind])
    for place, byte in changes:
        data[place % len(data)] = byte
    try:
        blob = services.store_blob(data=bytes(data))
    except ValidationError:
        return
    assert opened(blob).size == (blob.width, blob.height)


def test_a_figure_joins_picture_words_and_plan(by):
    plan = make_plan()
    figure = services.add_figure(plan=plan, data=png(), alt="  Et kart. ", caption=" Kart ", by=by)
    assert (figure.alt, figure.caption, figure.plan) == ("Et kart.", "Kart", plan)
    trace = FieldChange.objects.get(plan=plan, path="plan/figurer")
    assert (trace.label, trace.after, trace.by) == ("Ny figur", "Kart", by)


def test_two_plans_share_a_picture_and_keep_their_words():
    first, second = (
        services.add_figure(plan=make_plan(), data=png(), alt=alt, caption="", by=None) for alt in ("Et kart.", "Kart.")
    )
    assert first.blob_id == second.blob_id
    assert {figure.alt for figure in Figure.objects.filter(blob=first.blob_id)} == {"Et kart.", "Kart."}


def test_a_closed_plan_takes_no_figure():
    plan = put_status(make_plan(), Plan.Status.VEDTATT)
    with pytest.raises(Closed):
        services.add_figure(plan=plan, data=png(3, 3), alt="Et kart.", caption="", by=None)
    assert not Figure.objects.filter(plan=plan).exists()
