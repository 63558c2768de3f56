"""The conference pack: everything of a handout in one zip, with a manifest of hashes."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from exhibits import vi
from exhibits.handout import Handout
from exhibits.render import docx, html, pdf, picture, pptx, xlsx
from exhibits.render.files import Progress

_AT_ONCE = 3


def conference(handout: Handout, layout: str, progress: Progress) -> bytes:
    """The .zip file: slides, report, figures, pictures, an offline page. `progress` is told before
    each file how much is done; what it raises ends the work."""
    todo = list(_files(handout, layout))
    out, listed = io.BytesIO(), []
    day = handout.stamp.taken_on.timetuple()[:3]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        for done, (name, data) in enumerate(_built(todo, progress)):
            progress((done + 1) / len(todo), name)
            listed.append(
                {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            )
            pack.writestr(_entry(name, day), data)
        pack.writestr(_entry("manifest.json", day), _manifest(handout, listed))
    return out.getvalue()


def _built(
    todo: Sequence[tuple[str, Callable[[], bytes]]], progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Each file in its order; the typesetter works beside the others, being no Python of ours."""
    progress(0.0, todo[0][0])
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        made = [(name, pool.submit(build)) for name, build in todo]
        try:
            for name, data in made:
                yield name, data.result()
        finally:  # also when the work is stopped: what has not begun is left undone
            pool.shutdown(cancel_futures=True)


def _manifest(handout: Handout, listed: list[dict]) -> bytes:
    told = {
        "app": vi.APP,
        "title": handout.title,
        "release": handout.stamp.release,
        "taken_on": handout.stamp.taken_on.isoformat(),
        "link": handout.stamp.link,
        "missing": list(handout.missing),
        "files": listed,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _entry(name: str, day: tuple[int, ...]) -> zipfile.ZipInfo:
    """Dated by the day of the handout."""
    entry = zipfile.ZipInfo(name, (*day, 0, 0, 0))
    packed = name.endswith((".pptx", ".docx", ".xlsx", ".png"))
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    return entry


def _files(handout: Handout, layout: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "deck.pptx", lambda: pptx.presentation(handout)
    yield "report.docx", lambda: docx.report(handout, layout)
    yield "report.pdf", lambda: pdf.report(handout, layout)
    yield "data.xlsx", lambda: xlsx.workbook(handout)
    yield "offline.html", lambda: html.page(handout)
    for number, part in enumerate(handout.parts, 1):
        name = f"pictures/{number:02}-{part.exhibit.exhibit_id}"
        yield f"{name}.png", lambda part=part: picture.png(part)
        yield f"{name}.svg", lambda part=part: picture.svg(part)
