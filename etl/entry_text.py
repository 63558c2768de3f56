"""The text of a report that is entered: whether it can be trusted, whose it is, where it is kept.

A kept text is named after its contents and never written over: releases made of an older one still
find it.
"""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

from etl.entries import Entry, Refusal
from etl.entry_file import Field
from etl.publish import flush
from etl.read import legacy_text
from etl.verify import misplaced
from etl.workbook_cells import Rows
from warehouse.contract import BY_NAME
from warehouse.reports import paragraphs

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 60
# A report may hold a stray foreign sign; legacy text shows in many words.
_FEW, _SHARE = 3, 0.02
_MOST_LETTERS = 2_000_000
# What no text file can hold, or no program may be given.
_NO_LETTER = re.compile("[\0\ud800-\udfff]")
_PLACE = Field(0, ref="source")


def canonical(text: str) -> str:
    """NFC with plain line ends: what is kept, hashed and shown."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")


def text_refusal(text: str) -> Refusal | None:
    if not text.strip():
        return Refusal(_PLACE, "", "báo cáo không có chữ nào", "dán lại văn bản của báo cáo")
    if len(text) > _MOST_LETTERS:
        rule = f"văn bản dài quá {_MOST_LETTERS // 10**6} triệu chữ cho một báo cáo"
        return Refusal(_PLACE, "", rule, "tách thành từng báo cáo")
    words = text.split()
    broken = [w for w in words if _NO_LETTER.search(w) or "\ufffd" in w or legacy_text(w)]
    is_few = len(broken) <= max(_FEW, _SHARE * len(words)) and len(broken) * 3 <= len(words)
    if not is_few or _NO_LETTER.search(text):
        shown = broken[0][:20].encode("utf-8", "replace").decode()
        rule = "văn bản có chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8)"
        remedy = "mở bản gốc, chuyển sang Unicode rồi nhập lại; chương trình không tự đoán chữ"
        return Refusal(_PLACE, shown, rule, remedy)
    return None


def identify(source: Entry, text: str, curated: Rows) -> list[Refusal]:
    """Fill in what follows from the text; the reasons why it is not this report's."""
    key, spot = source.values["source_id"], source.spots["source_id"]
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    told = {row["source_id"]: row for row in curated}
    source.values |= {"sha256": sha256, "paragraph_count": str(len(paragraphs(text)))}
    source.values["file"] = f"{key}-{sha256[:8]}.txt"
    twin = next((row["source_id"] for row in curated if row["sha256"] == sha256), key)
    if twin != key:
        rule = f"báo cáo này đã có trong dữ liệu, mã “{twin}”"
        return [Refusal(spot, twin, rule, "bổ sung vào báo cáo ấy, không nhập lần nữa")]
    if key in told:
        source.values["file"] = told[key]["file"]
        if told[key]["sha256"] != sha256:
            rule = "mã này là của một báo cáo khác đã có, văn bản không giống"
            return [Refusal(spot, key, rule, "đặt mã báo cáo khác")]
        return []
    is_plain = _ID.fullmatch(key) and len(key) <= _LONGEST_ID
    if is_plain or not key or "source_id" in source.spoiled:
        return []
    rule = "mã báo cáo chỉ gồm chữ thường không dấu, số và gạch nối"
    return [Refusal(spot, key, rule, "ví dụ yen-dinh-2023; không quá 60 chữ")]


def phrase_refusals(entries: list[Entry], text: str, is_annex: bool) -> list[Refusal]:
    """Phrases that do not stand in their paragraph of the text. A paragraph that is no number of
    this text is refused by the build."""
    stated, found = paragraphs(text), []
    for entry in entries:
        column = BY_NAME[entry.table].phrase
        if not column or {column, "paragraph"} & entry.spoiled:
            continue
        phrase, number = entry.values[column], entry.values["paragraph"]
        if not phrase or not re.fullmatch("[0-9]{1,6}", number):
            continue
        if 1 <= int(number) <= len(stated):
            wrong = misplaced(phrase, int(number), stated, is_annex)
            if wrong:
                found.append(Refusal(entry.spots[column], phrase, *wrong))
    return found


def keep(folder: Path, name: str, text: str) -> None:
    """Write the text, whole or not at all."""
    path, data = folder / name, text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / ".draft"
    draft.write_bytes(data)
    flush(draft)
    os.replace(draft, path)
    flush(folder)
